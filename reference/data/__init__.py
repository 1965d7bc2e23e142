"""The data that questions share: loaders, and a card for each saying where it comes from."""
