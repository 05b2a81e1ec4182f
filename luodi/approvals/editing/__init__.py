"""The operator's editor of bundles: the document as a form, what it comes to while it is being changed."""
