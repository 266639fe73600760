// The loop of an operation that works element by element: PAL_EACH_ELEMENT(i, count), whatever the number of
// workgroups.
layout(local_size_x_id = 0) in;

#define PAL_EACH_ELEMENT(i, count)                                                                                     \
    for (uint i = gl_GlobalInvocationID.x; i < (count); i += gl_NumWorkGroups.x * gl_WorkGroupSize.x)
