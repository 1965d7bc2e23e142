"""Amplitudes -1..1 to mu-law codes 0..255 and back."""

import math

import torch


def encode(waveforms: torch.Tensor) -> torch.Tensor:
    curve = waveforms.sign() * torch.log1p(255 * waveforms.abs()) / math.log(256)
    return torch.floor((curve + 1) / 2 * 255 + 0.5).long().clamp(0, 255)


def decode(codes: torch.Tensor) -> torch.Tensor:
    curve = 2 * codes / 255 - 1
    return curve.sign() * (256 ** curve.abs() - 1) / 255
