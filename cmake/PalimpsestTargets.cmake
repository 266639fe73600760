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
    # g++ 12 takes the standard library's own code for uninitialised once it is instrumented.
    target_compile_options(palimpsest_options INTERFACE -Wno-maybe-uninitialized)
    target_link_options(palimpsest_options INTERFACE -fsanitize=${PALIMPSEST_SANITIZE})
endif()

# One executable per test file, named like its path: tests/engine/ops/rms_norm_test.cpp -> engine.ops.rms_norm. ON_GPU
# makes a second one of the same file, compiled with PAL_TEST_ON_GPU: engine.model.nano_golden_on_gpu.
#   palimpsest_add_test(engine/ops/rms_norm_test.cpp LABELS unit LIBRARIES palimpsest_engine)
function(palimpsest_add_test source)
    cmake_parse_arguments(ARG "ON_GPU" "" "LABELS;LIBRARIES" ${ARGN})
    string(REGEX REPLACE "_test\\.cpp$" "" name "${source}")
    string(REPLACE "/" "." name "${name}")
    if(ARG_ON_GPU)
        string(APPEND name "_on_gpu")
    endif()
    add_executable(${name} ${source})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    if(ARG_ON_GPU)
        target_compile_definitions(${name} PRIVATE PAL_TEST_ON_GPU)
    endif()
    target_link_libraries(${name} PRIVATE palimpsest_test_support ${ARG_LIBRARIES} Qt6::Test)
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" SKIP_RETURN_CODE 77
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;PALIMPSEST_SOURCE_DIR=${PROJECT_SOURCE_DIR};ASAN_OPTIONS=detect_leaks=0")
endfunction()

# Compiles shaders/ops/<source>.comp, or shaders/<source>.comp where the source names a folder, with the variant words as
# macros, validates it, and notes it under `name` for the enumeration that shaders/CMakeLists.txt generates.
#   palimpsest_add_shader(EmbedQ8 embed WEIGHT_Q8)
function(palimpsest_add_shader name source)
    if(NOT source MATCHES "/")
        string(PREPEND source "ops/")
    endif()
    set(file "${PROJECT_SOURCE_DIR}/shaders/${source}.comp")
    set(binary "${CMAKE_CURRENT_BINARY_DIR}/${name}.spv")
    list(TRANSFORM ARGN PREPEND "-D" OUTPUT_VARIABLE macros)
    add_custom_command(OUTPUT "${binary}"
        COMMAND ${GLSLANG_VALIDATOR} --quiet --target-env vulkan1.2 "-I${PROJECT_SOURCE_DIR}" ${macros}
            --depfile "${binary}.d" -o "${binary}" "${file}"
        COMMAND ${SPIRV_VAL} --target-env vulkan1.2 --scalar-block-layout "${binary}"
        DEPENDS "${file}" DEPFILE "${binary}.d" VERBATIM
        COMMENT "Compiling shader ${name}")
    set_property(GLOBAL APPEND PROPERTY PALIMPSEST_SHADER_NAMES "${name}")
    set_property(GLOBAL APPEND PROPERTY PALIMPSEST_SHADER_BINARIES "${binary}")
endfunction()

# Whether the compilers at hand accept a shader, which may use what older ones do not know: probed at configure time. The
# smallest one, since a mistake in it looks like a compiler that knows no better.
#   palimpsest_probe_shader(PALIMPSEST_HAS_COOPERATIVE_NV ceilings/peak_cooperative COOPERATIVE_NV)
function(palimpsest_probe_shader result source)
    if(NOT source MATCHES "/")
        string(PREPEND source "ops/")
    endif()
    set(binary "${CMAKE_CURRENT_BINARY_DIR}/probe_${result}.spv")
    list(TRANSFORM ARGN PREPEND "-D" OUTPUT_VARIABLE macros)
    execute_process(COMMAND ${GLSLANG_VALIDATOR} --quiet --target-env vulkan1.2 "-I${PROJECT_SOURCE_DIR}" ${macros}
            -o "${binary}" "${PROJECT_SOURCE_DIR}/shaders/${source}.comp"
        RESULT_VARIABLE compiled OUTPUT_QUIET ERROR_QUIET)
    set(validated 1)
    if(compiled EQUAL 0)
        execute_process(COMMAND ${SPIRV_VAL} --target-env vulkan1.2 --scalar-block-layout "${binary}"
            RESULT_VARIABLE validated OUTPUT_QUIET ERROR_QUIET)
    endif()
    set(accepted OFF)
    if(validated EQUAL 0)
        set(accepted ON)
    endif()
    message(STATUS "Shader ${source} ${ARGN}: ${accepted}")
    set(${result} ${accepted} PARENT_SCOPE)
endfunction()

# A shader that exists where `condition` holds; elsewhere its name stands for no code, and codeOf() is empty.
function(palimpsest_add_optional_shader condition name)
    if(${condition})
        palimpsest_add_shader(${name} ${ARGN})
        return()
    endif()
    set(binary "${CMAKE_CURRENT_BINARY_DIR}/absent.spv")
    file(WRITE "${binary}" "")
    set_property(GLOBAL APPEND PROPERTY PALIMPSEST_SHADER_NAMES "${name}")
    set_property(GLOBAL APPEND PROPERTY PALIMPSEST_SHADER_BINARIES "${binary}")
endfunction()
