"""Sizes of the model."""

from __future__ import annotations

from dataclasses import dataclass

from training.generators.example import GLYPH_CLASSES, PATCH, SIDE
from training.vocabulary import SCENES_TABLE_SIZE, TABLE_SIZE


@dataclass(frozen=True)
class ModelSize:
    """The vision tower is as wide as the decoder."""

    image_side: int = SIDE
    patch: int = PATCH
    vision_width: int = 192
    vision_layers: int = 8
    vision_heads: int = 3
    vision_hidden: int = 768
    width: int = 192
    layers: int = 6
    heads: int = 4
    shared_heads: int = 2  # key-value heads
    head_width: int = 48
    hidden: int = 576
    tokens: int = TABLE_SIZE
    glyph_classes: int = GLYPH_CLASSES
    logit_cap: float = 30.0
    rope_base: float = 10000.0

    @property
    def patches(self) -> int:
        return (self.image_side // self.patch) ** 2


STARTER = ModelSize()  # 6.6 million parameters
SCENES = ModelSize(vision_width=128, vision_layers=4, vision_heads=4, vision_hidden=512, width=128, layers=3, heads=4,
                   shared_heads=2, head_width=32, hidden=384, tokens=SCENES_TABLE_SIZE)  # 1.7 million
SIZES = {"starter": STARTER, "scenes": SCENES}
