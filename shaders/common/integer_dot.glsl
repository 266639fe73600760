// The sum of four products of signed 8-bit numbers, each operand packed into a word. GLSL has no name for it in the
// compilers we build with, SPIR-V has: OpSDotKHR of SPV_KHR_integer_dot_product.
#extension GL_EXT_spirv_intrinsics : require

spirv_instruction(extensions = ["SPV_KHR_integer_dot_product"], capabilities = [6019, 6018], id = 4450)
int packedDot(uint a, uint b, spirv_literal int format);

#define dotOfBytes(a, b) packedDot(a, b, 0) // format 0: four 8-bit numbers in 32 bits

ivec4 dotsOfBytes(uvec4 a, uint b)
{
    return ivec4(dotOfBytes(a.x, b), dotOfBytes(a.y, b), dotOfBytes(a.z, b), dotOfBytes(a.w, b));
}

int sumOfBytes(uint a)
{
    return dotOfBytes(a, 0x01010101u);
}
