"""A bank of one question for attacks to aim at: quick, with a key worth stealing. Tests copy it and add the key."""
