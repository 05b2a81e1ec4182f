"""What the portal says of licences and mandates."""
