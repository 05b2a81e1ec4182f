"""What the product costs, measured on data of the stated size: `luodi bench`."""
