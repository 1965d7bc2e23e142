"""Is run by whoever starts Python or pytest in this folder."""

print("LOOT run at start", __name__, flush=True)
