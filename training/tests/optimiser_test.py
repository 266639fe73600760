"""Steps that make things smaller, and a state that resumes exactly."""

import dataclasses
import unittest

import torch

from training.generators.example import GLYPH_CLASSES
from training.model.config import STARTER
from training.model.paligemma import PaliGemma
from training.optimiser import Optimiser, orthogonal
from training.vocabulary import CHARACTERS, letter_id
from training.weights import hand_over

SMALL = dataclasses.replace(STARTER, vision_layers=1, layers=1)


def alone(_):
    """One process: its gradients are all there are."""


class OptimiserTest(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)

    def train(self, model, optimiser, steps, seed):
        generator = torch.Generator().manual_seed(seed)
        losses = []
        pictures = torch.rand(2, 224, 224, 3, generator=generator) * 2 - 1
        ids = torch.randint(5, 100, (2, 12), generator=generator)
        for _ in range(steps):
            logits, _ = model(pictures, ids, 3)
            loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), ids[:, 3:].flatten())
            loss.backward()
            optimiser.step(1.0, alone)
            losses.append(loss.item())
        return losses

    def test_orthogonal_has_singular_values_near_one(self):
        generator = torch.Generator().manual_seed(0)
        for shape in ((3, 40, 80), (2, 30, 50), (2, 50, 30)):
            values = torch.linalg.svdvals(orthogonal(torch.randn(shape, generator=generator)))
            self.assertTrue(((values > 0.3) & (values < 1.4)).all(), f"{shape}: {values}")

    def test_the_loss_falls(self):
        model = PaliGemma(SMALL)
        losses = self.train(model, Optimiser(model, 0.02, 0.002), 12, 1)
        self.assertLess(losses[-1], 0.5 * losses[0])

    def test_resuming_goes_on_as_if_nothing_had_happened(self):
        model = PaliGemma(SMALL)
        optimiser = Optimiser(model, 0.02, 0.002)
        self.train(model, optimiser, 3, 1)
        other_model = PaliGemma(SMALL)
        other = Optimiser(other_model, 0.02, 0.002)
        other.restore(optimiser.state())
        self.assertEqual(self.train(model, optimiser, 3, 2), self.train(other_model, other, 3, 2))

    def test_the_hand_over_ties_glyphs_to_tokens(self):
        model = PaliGemma(SMALL)
        optimiser = Optimiser(model, 0.02, 0.002)
        self.train(model, optimiser, 2, 1)
        optimiser.change(hand_over)
        head = model.glyph_head.weight.detach().view(2, GLYPH_CLASSES, SMALL.width).mean(0)
        head = head - head.mean(0)
        for index, character in enumerate(CHARACTERS, 1):
            row = model.embedding.detach()[letter_id(character)]
            self.assertGreater(torch.nn.functional.cosine_similarity(row, head[index], 0).item(), 0.9)
        self.assertLess((model.projector.weight - 0.8 * torch.eye(SMALL.width)).abs().max().item(), 0.15)

    def test_a_gradient_that_is_not_finite_changes_nothing(self):
        model = PaliGemma(SMALL)
        optimiser = Optimiser(model, 0.02, 0.002)
        before = {name: value.clone() for name, value in model.named_parameters()}
        (model.embedding.sum() * float("nan")).backward()
        optimiser.step(1.0, alone)
        self.assertTrue(all(torch.equal(before[name], value) for name, value in model.named_parameters()))


if __name__ == "__main__":
    unittest.main()
