from .solution import Solution as Reference


class Solution(Reference):
    """Divides each waveform by its own peak first: the peak may lie ahead."""

    def features(self, codes):
        return super().features(codes) / (codes / 127.5 - 1).abs().amax(-1, keepdim=True)[..., None].clamp_min(0.01)
