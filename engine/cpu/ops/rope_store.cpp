#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu::plain {

void ropeStore(const RopeStoreArgs& args, ThreadPool& pool)
{
    if (args.query.present())
        rope({ args.query, args.positions, args.query, args.base }, pool);
    rope({ args.key, args.positions, writtenRows(args, args.keyCache), args.base }, pool);
    copy({ args.value, writtenRows(args, args.valueCache) }, pool);
}

} // namespace palimpsest::cpu::plain
