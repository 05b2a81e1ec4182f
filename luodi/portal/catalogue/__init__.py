"""The public catalogue as pages: filters, cards, the map, offers side by side."""
