"""What the portal says of certificates and mandates."""
