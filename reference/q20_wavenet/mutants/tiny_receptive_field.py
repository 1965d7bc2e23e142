from . import solution

solution.DILATIONS = (1, 2, 4, 8, 16, 32, 64, 64, 32)
# 16 lags and 223 samples through the layers: 239 in all.


class Solution(solution.Solution):
    """The dilations do not add up to 256."""
