// The keys [first, end) that the row at position `t` sees: the rule of engine/ops/attention.h.
uvec2 visibleKeys(uint t, uint keys, uint prefixLength, uint window, uint prefixExempt)
{
    const bool inPrefix = t < prefixLength;
    const uint end = min(keys, inPrefix ? max(t + 1u, prefixLength) : t + 1u);
    const bool windowed = window > 0u && !(prefixExempt == 1u && inPrefix);
    const uint first = windowed && t + 1u > window ? t + 1u - window : 0u;
    return uvec2(first, end);
}
