# What every target of ours shares: the language, the warnings, the sanitizers, includes from the root.
add_library(palimpsest_options INTERFACE)
target_compile_features(palimpsest_options INTERFACE cxx_std_20)
target_include_directories(palimpsest_options INTERFACE "${PROJECT_SOURCE_DIR}")
# Designated initialisers leave fields to their defaults on purpose.
target_compile_options(palimpsest_options INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wno-missing-field-initializers)
target_compile_definitions(palimpsest_options INTERFACE QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII)
# Compilers newer than the one we stand on know more warnings: there they are read and do not stop a build.
if(PALIMPSEST_WERROR AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(palimpsest_options INTERFACE -Werror)
endif()
if(PALIMPSEST_SANITIZE)
    target_compile_options(palimpsest_options INTERFACE -fsanitize=${PALIMPSEST_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    target_link_options(palimpsest_options INTERFACE -fsanitize=${PALIMPSEST_SANITIZE})
endif()

# One executable per test file, named like its path: tests/engine/ops/rms_norm_test.cpp -> engine.ops.rms_norm.
#   palimpsest_add_test(engine/ops/rms_norm_test.cpp LABELS unit LIBRARIES palimpsest_engine)
function(palimpsest_add_test source)
    cmake_parse_arguments(ARG "" "" "LABELS;LIBRARIES" ${ARGN})
    string(REGEX REPLACE "_test\\.cpp$" "" name "${source}")
    string(REPLACE "/" "." name "${name}")
    add_executable(${name} ${source})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE palimpsest_test_support ${ARG_LIBRARIES} Qt6::Test)
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" SKIP_RETURN_CODE 77
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;PALIMPSEST_SOURCE_DIR=${PROJECT_SOURCE_DIR};ASAN_OPTIONS=detect_leaks=0")
endfunction()
