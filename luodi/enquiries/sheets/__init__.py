"""A sheet of enquiries: its columns, what a row says, what is wrong in which cell, what it would become."""
