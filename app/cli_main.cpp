// palimpsest: the command line.

#include "app/command_line.h"

int main(int argumentCount, char** arguments)
{
    return static_cast<int>(palimpsest::runCommandLine(argumentCount, arguments));
}
