"""The fused kernels against torch's own float32 operations, forward and backward, to the rounding of their type."""

import os
import unittest

import torch

from training.model import fused
from training.model.decoder import rotary_tables

TOLERANCES = {torch.bfloat16: 0.02, torch.float32: 1e-5}  # of the largest value: bfloat16 keeps 8 bits


def _plain(function, *tensors):
    os.environ["TRAINING_PLAIN_TORCH"] = "1"
    try:
        return function(*tensors)
    finally:
        del os.environ["TRAINING_PLAIN_TORCH"]


class FusedKernels(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)

    def compare(self, function, *shapes, spread=1.0):
        for kind, tolerance in TOLERANCES.items():
            with self.subTest(kind=kind):
                self.compare_in(kind, tolerance, function, shapes, spread)

    def compare_in(self, kind, tolerance, function, shapes, spread):
        tensors = [(torch.randn(*shape) * spread).to(kind) for shape in shapes]
        narrow = [tensor.clone().requires_grad_() for tensor in tensors]
        wide = [tensor.float().clone().requires_grad_() for tensor in tensors]
        found, expected = function(*narrow), _plain(function, *wide)
        outward = torch.randn_like(expected).to(kind)
        found.backward(outward)
        expected.backward(outward.float())
        self.assertClose(found, expected, tolerance)
        for one, other in zip(narrow, wide):
            self.assertClose(one.grad, other.grad, tolerance)

    def assertClose(self, found, expected, tolerance):
        self.assertTrue(torch.isfinite(found).all())
        largest = (found.float() - expected).abs().max() / expected.abs().max()
        self.assertLess(largest.item(), tolerance)

    def test_gelu(self):
        self.compare(fused.gelu, (100, 77))

    def test_gelu_far_from_zero(self):
        self.compare(fused.gelu, (100, 77), spread=100.0)

    def test_geglu(self):
        self.compare(fused.geglu, (100, 154))

    def test_rms_norm(self):
        self.compare(fused.rms_norm, (100, 192), (192,))

    def test_layer_norm(self):
        self.compare(fused.layer_norm, (100, 192), (192,), (192,))

    def test_softmax_without_mask(self):
        self.compare(lambda x: fused.softmax(x * 1, None, 0.3) * 1, (8, 30, 40))

    def test_softmax_with_mask(self):
        for masks in (1, 4):
            mask = torch.zeros(masks, 30, 40).masked_fill(torch.rand(masks, 30, 40) > 0.7, -1e9)
            self.compare(lambda x, mask=mask: fused.softmax(x * 1, mask, 0.3) * 1, (8, 30, 40))

    def test_heads_of_a_decoder(self):
        cos, sin = rotary_tables(30, 16, 10000.0)
        for part in range(2):
            self.compare(lambda x, part=part: fused.split_heads(x, 3, 2, 1, cos, sin)[part] * 1, (4, 30, 96))

    def test_heads_of_a_tower(self):
        self.compare(lambda x: fused.merge_heads(fused.split_heads(x, 3, 2)[1] * 1), (4, 30, 96))


if __name__ == "__main__":
    unittest.main()
