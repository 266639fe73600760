#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/reduce.glsl"
#include "shaders/ops/draw_token.push.h"
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { DrawTokenPush push; };

// Three searches, one behind the other, each four bits a pass. Each looks for the largest place before which less than
// a share of the candidates' weights lies: the place where the weights reach that share.
//   the last rank that is kept   place: rank, of all                                             share: topP
//   the last kept of that rank   place: index where the rank is the last, else 0, of ranks kept  share: the same
//   the one that is drawn        place: index, of those kept                                     share: point
// A rank is a logit's bits in descending order, so both cuts are exact; sums of weights that are 0 or the same from
// pass to pass, always in the same order, never grow when one is left out, so the searches cannot miss.
const uint kRanks = 0u;
const uint kTies = 1u;
const uint kDraw = 2u;
const uint kRankDigits = 8u;

struct Pass {
    uint search;
    uint shift; // of its four bits
    bool first; // of its search
};

struct State {
    uint place; // the bits that were found so far
    float target;
    uint lastRank;
    uint lastTie;
};

shared float passMasses[16];

Pass passOf(uint pass)
{
    if (pass < kRankDigits)
        return Pass(kRanks, 4u * (kRankDigits - 1u - pass), pass == 0u);
    const uint behind = pass - kRankDigits;
    const uint digit = behind % push.indexDigits;
    return Pass(kTies + behind / push.indexDigits, 4u * (push.indexDigits - 1u - digit), digit == 0u);
}

uint rankOf(float logit)
{
    if (logit == 0.0) // of either sign
        return 0x7fffffffu;
    const uint bits = floatBitsToUint(logit);
    return (bits & 0x80000000u) != 0u ? bits : ~(bits | 0x80000000u);
}

int idOf(uint index)
{
    return push.listed == 1u ? push.allowed.at[index] : int(index);
}

// Where the search stands before `pass`, from what the pass before it summed. Every workgroup finds it by itself.
State stateBefore(uint pass)
{
    State state = State(0u, 0.0, 0u, 0u);
    if (pass == 0u)
        return state;
    const Pass last = passOf(pass - 1u);
    for (uint d = gl_LocalInvocationID.x; d < 16u; d += gl_WorkGroupSize.x) {
        float mass = 0.0;
        for (uint g = 0u; g < push.groups; ++g)
            mass += push.masses.at[((pass - 1u) * push.groups + g) * 16u + d];
        passMasses[d] = mass;
    }
    barrier();
    const uint at = 4u * (pass - 1u);
    state.place = uint(push.states.at[at]);
    state.target = intBitsToFloat(push.states.at[at + 1u]);
    state.lastRank = uint(push.states.at[at + 2u]);
    state.lastTie = uint(push.states.at[at + 3u]);
    if (last.first && last.search != kTies)
        state.target = (last.search == kRanks ? push.topP : push.point) * passMasses[0];
    uint digit = 0u;
    while (digit < 15u && passMasses[digit + 1u] < state.target)
        ++digit;
    state.place |= digit << last.shift;
    if (last.shift == 0u && last.search != kDraw) {
        if (last.search == kRanks)
            state.lastRank = state.place;
        else
            state.lastTie = state.place;
        state.place = 0u;
    }
    return state;
}

void main()
{
    const State state = stateBefore(push.pass);
    if (push.pass == kRankDigits + 2u * push.indexDigits) {
        if (gl_LocalInvocationID.x == 0u && push.id.at[0] >= 0) {
            const int id = idOf(state.place);
            push.id.at[0] = id;
            push.value.at[0] = push.logits.at[id];
        }
        return;
    }
    if (gl_WorkGroupID.x == 0u && gl_LocalInvocationID.x == 0u) {
        const uint at = 4u * push.pass;
        push.states.at[at] = int(state.place);
        push.states.at[at + 1u] = floatBitsToInt(state.target);
        push.states.at[at + 2u] = int(state.lastRank);
        push.states.at[at + 3u] = int(state.lastTie);
    }

    // masses[0]: of all that are searched; masses[d]: of those before the place whose next digit is d.
    const Pass now = passOf(push.pass);
    const float largest = push.value.at[0];
    float masses[16];
    for (uint d = 0u; d < 16u; ++d)
        masses[d] = 0.0;
    const uint piece = (push.count + push.groups - 1u) / push.groups;
    const uint end = min((gl_WorkGroupID.x + 1u) * piece, push.count);
    for (uint i = gl_WorkGroupID.x * piece + gl_LocalInvocationID.x; i < end; i += gl_WorkGroupSize.x) {
        const float logit = push.logits.at[idOf(i)];
        const uint rank = rankOf(logit);
        const bool tied = rank == state.lastRank;
        const bool searched = now.search == kRanks || rank < state.lastRank
            || (tied && (now.search == kTies || i <= state.lastTie));
        const uint place = now.search == kRanks ? rank : now.search == kTies && !tied ? 0u : i;
        float weight = 0.0;
        if (searched && logit > uintBitsToFloat(0xff800000u))
            weight = logit == largest ? 1.0 : exp((logit - largest) / push.temperature);
        masses[0] += weight;
        for (uint d = 1u; d < 16u; ++d)
            masses[d] += place < (state.place | (d << now.shift)) ? weight : 0.0;
    }
    for (uint d = 0u; d < 16u; ++d) {
        const float mass = workgroupAdd(masses[d]);
        if (gl_LocalInvocationID.x == 0u)
            push.masses.at[(push.pass * push.groups + gl_WorkGroupID.x) * 16u + d] = mass;
    }
}
