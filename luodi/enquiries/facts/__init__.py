"""What is known of an enquiry: the one table of its fields, how each is read, shown, typed and asked. No ORM."""
