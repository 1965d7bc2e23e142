"""Stands where a library should."""

SHADOW = True
print("LOOT shadow imported", __name__, flush=True)
