// Sine and cosine of a rotary angle. Angles reach 8192 radians, where a device's own sine may be wrong in the first
// digits: the angle is reduced here, with pi/2 in three parts (Cody & Waite 1980), and the rest is a short series.
void sineAndCosine(float angle, out float sine, out float cosine)
{
    const float quarters = round(angle * 0.63661977);
    precise float r = angle - quarters * 1.5703125;
    r = r - quarters * 4.837512969970703125e-4;
    r = r - quarters * 7.549789948768648e-8;
    const float r2 = r * r;
    const float s = r + r * r2 * (-1.6666667e-1 + r2 * (8.3333310e-3 + r2 * (-1.9840874e-4 + r2 * 2.7525562e-6)));
    const float c = 1.0 - 0.5 * r2 + r2 * r2 * (4.1666668e-2 + r2 * (-1.3888889e-3 + r2 * (2.4801587e-5 - r2 * 2.7e-7)));
    const uint quadrant = uint(int(quarters)) & 3u;
    sine = (quadrant & 1u) == 0u ? s : c;
    cosine = (quadrant & 1u) == 0u ? c : s;
    sine = (quadrant & 2u) != 0u ? -sine : sine;
    cosine = quadrant == 1u || quadrant == 2u ? -cosine : cosine;
}
