#pragma once
// Every bound that a test holds a number against. Loosening one is a commit of its own, with the reason.
// NMSE: sum (a - b)^2 / sum b^2 over all elements.

namespace palimpsest::tolerance {

inline constexpr double kGolden = 2e-5;          // largest difference to a golden value, f32 arithmetic (spec 9.4)
inline constexpr double kReductionF32 = 1e-11;   // NMSE of f32 sums in another order
inline constexpr double kElementwiseF32 = 1e-12; // NMSE of f32 element-wise forms (polynomial tanh against libm)
inline constexpr double kProbabilityF32 = 2e-6;  // of a sum of 257216 probabilities in f32, in parts
inline constexpr double kChiSquare3 = 16.27;     // of three degrees of freedom, exceeded by one seed in a thousand
inline constexpr double kProductBf16 = 2e-5;     // NMSE of a product whose activations were rounded to bf16
inline constexpr double kProductF16 = 1e-6; // NMSE of a product whose operands were rounded to f16: 4e-8 for wide ones
inline constexpr double kProductQ8 = 1e-4; // NMSE of a product whose activations were rounded to 8 bits by blocks of 32
inline constexpr double kStorageQ8 = 5e-5; // NMSE of normally distributed weights through q8
inline constexpr double kStorageQ4 = 1e-2; // the same through q4
inline constexpr double kResampledPlane = 2e-6; // largest difference of a float plane to Pillow's, 7 digits stored
inline constexpr double kSoftMaskLevel
    = 0.016; // of a mask of -1 to 1: two of 255 levels, for three roundings and the half

inline constexpr double kLogitsQ8 = 3e-3;   // NMSE of the logits of a whole 3B-shaped random model in q8 against bf16
inline constexpr double kLogitsQ4 = 1.5e-1; // the same in q4

inline constexpr double kNanoF32 = 1e-10;     // NMSE of any stage of nano, fast against plain operations
inline constexpr double kNanoImageQ8 = 5e-4;  // NMSE of the projected image rows of nano in q8
inline constexpr double kNanoLogitsQ8 = 2e-3; // NMSE of the logits of nano in q8
inline constexpr double kNanoLogitsQ4 = 6e-2; // the same with the decoder layers in q4
inline constexpr double kLetterErrorRate
    = 0.04; // of characters, the first lines of the sample letter read by the starter

inline constexpr double kPublishedFigure = 5.1e-7;  // a metric against a worked example printed with six digits
inline constexpr double kPublishedPercent = 5.1e-5; // the same of a percentage printed with two digits behind the point

} // namespace palimpsest::tolerance
