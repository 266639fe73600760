// Reductions over a workgroup, right for any subgroup size: only this file speaks of subgroups. Every invocation must
// call them, and all get the result. The order of the sums is fixed: subgroup by subgroup.
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_arithmetic : require

shared float reduceSlots[128]; // a subgroup has at least 8 lanes, a workgroup at most 1024

float workgroupAdd(float x)
{
    const float own = subgroupAdd(x);
    if (gl_NumSubgroups == 1)
        return own;
    barrier(); // the slots may still be read
    if (subgroupElect())
        reduceSlots[gl_SubgroupID] = own;
    barrier();
    float sum = 0.0;
    for (uint i = 0; i < gl_NumSubgroups; ++i)
        sum += reduceSlots[i];
    return sum;
}

float workgroupMax(float x)
{
    const float own = subgroupMax(x);
    if (gl_NumSubgroups == 1)
        return own;
    barrier();
    if (subgroupElect())
        reduceSlots[gl_SubgroupID] = own;
    barrier();
    float largest = reduceSlots[0];
    for (uint i = 1; i < gl_NumSubgroups; ++i)
        largest = max(largest, reduceSlots[i]);
    return largest;
}

shared int reduceIdSlots[128];

int workgroupMin(int x)
{
    const int own = subgroupMin(x);
    if (gl_NumSubgroups == 1)
        return own;
    barrier();
    if (subgroupElect())
        reduceIdSlots[gl_SubgroupID] = own;
    barrier();
    int smallest = reduceIdSlots[0];
    for (uint i = 1; i < gl_NumSubgroups; ++i)
        smallest = min(smallest, reduceIdSlots[i]);
    return smallest;
}
