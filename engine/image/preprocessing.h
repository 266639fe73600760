#pragma once
// How a picture becomes the square that the vision tower takes. It belongs to the checkpoint, not to the task's window:
// a model trained on stretched pictures is clearly worse on padded ones (spec "Image preprocessing variants").

namespace palimpsest {

enum class ImageFit {
    Stretch,  // both sides resized independently
    PadWhite, // padded with white to a square, then resized
};

// Where PadWhite leaves the picture within the square.
enum class PadAnchor { TopLeft, Center };

enum class ResizeKernel {
    Bicubic,  // Pillow-exact, as in the Transformers processor
    Bilinear, // antialiased
};

struct Preprocessing {
    ImageFit fit = ImageFit::Stretch;
    PadAnchor padAnchor = PadAnchor::TopLeft;
    ResizeKernel kernel = ResizeKernel::Bicubic;

    bool operator==(const Preprocessing&) const = default;
};

} // namespace palimpsest
