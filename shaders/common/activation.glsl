// tanh and gelu that neither overflow nor lose their sign, whatever a driver's own tanh does at large arguments.
float tanhOf(float x)
{
    const float e = exp(-2.0 * min(abs(x), 20.0));
    const float t = (1.0 - e) / (1.0 + e);
    // Near zero 1 - e cancels: two terms of the series are exact to f32 there.
    const float near = abs(x) * (1.0 - x * x * (1.0 / 3.0 - x * x * (2.0 / 15.0)));
    return sign(x) * (abs(x) < 0.05 ? near : t);
}

// Hendrycks & Gimpel 2016, tanh approximation: engine/ops/gelu.h.
float geluOf(float x)
{
    return 0.5 * x * (1.0 + tanhOf(0.7978845608028654 * (x + 0.044715 * x * x * x)));
}
