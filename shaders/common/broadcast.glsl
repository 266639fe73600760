// One invocation's value for all invocations of its subgroup, for workgroups of eight; right for any subgroup of at
// least eight.
#extension GL_KHR_shader_subgroup_ballot : require

#define PAL_LANES 8u
#define valueOfLane(x, lane) subgroupBroadcast(x, lane) // `lane`: a constant below PAL_LANES
