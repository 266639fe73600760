"""Proves that the lints can fail: each rule is shown one file that breaks it and one that keeps it."""

import pathlib
import shutil
import tempfile
import unittest

import check_format
import check_layers
import check_names
import check_sentences

SOURCE_ROOT = pathlib.Path(__file__).resolve().parents[2]


class TemporaryTree(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)

    def write(self, path, content=""):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)


class LayersTest(TemporaryTree):
    def findings(self, path, include):
        for target in ("engine/base/result.h", "engine/cpu/cpu_backend.h", "engine/vulkan/instance.h",
                       "engine/generate/session.h", "pipelines/registry.h", "ui/main_window.h", "app/command_line.h",
                       "shaders/ops/add.push.h", "tests/support/random_tensor.h"):
            self.write(target, "#pragma once\n")
        self.write(path, f"// first line\n#include {include}\n")
        return check_layers.check(self.root)[0]

    def test_arrows_the_wrong_way(self):
        wrong = [
            ("engine/base/log.cpp", "<QString>"),
            ("engine/base/log.cpp", "<QtCore/QString>"),
            ("engine/base/log.cpp", "<poppler-qt6.h>"),
            ("engine/base/log.cpp", '"pipelines/registry.h"'),
            ("engine/base/log.cpp", '"app/command_line.h"'),
            ("engine/base/log.cpp", '"engine/cpu/cpu_backend.h"'),
            ("engine/base/log.cpp", "<vulkan/vulkan.h>"),
            ("engine/base/log.cpp", '"tests/support/random_tensor.h"'),
            ("engine/base/log.cpp", '"shaders/ops/add.push.h"'),
            ("engine/cpu/cpu_recorder.cpp", '"engine/vulkan/instance.h"'),
            ("engine/backend/backend_choice.cpp", '"engine/cpu/cpu_backend.h"'),
            ("pipelines/ocr/ocr_pipeline.cpp", "<QImage>"),
            ("pipelines/ocr/ocr_pipeline.cpp", "<poppler-qt6.h>"),
            ("pipelines/ocr/ocr_pipeline.cpp", '"engine/cpu/cpu_backend.h"'),
            ("pipelines/ocr/ocr_pipeline.cpp", '"ui/main_window.h"'),
            ("pipelines/document/page_source.cpp", "<QWidget>"),
            ("ui/result_panel.cpp", '"engine/generate/session.h"'),
            ("ui/result_panel.cpp", "<vulkan/vulkan.h>"),
            ("ui/result_panel.cpp", '"app/command_line.h"'),
            ("app/cli_main.cpp", "<QApplication>"),
            ("app/cli_main.cpp", '"engine/cpu/cpu_backend.h"'),
            ("pipelines/molecule/molecule_pipeline.cpp", "<GraphMol/GraphMol.h>"),
            ("engine/base/log.cpp", '"log.h"'),
        ]
        for path, include in wrong:
            with self.subTest(path=path, include=include):
                found = self.findings(path, include)
                self.assertEqual(len(found), 1, found)
                self.assertTrue(found[0].startswith(f"{path}:2: "), found)
                (self.root / path).unlink()

    def test_arrows_the_right_way(self):
        right = [
            ("engine/backend/backend_factory.cpp", '"engine/cpu/cpu_backend.h"'),
            ("engine/backend/backend_factory.cpp", '"engine/vulkan/instance.h"'),
            ("engine/vulkan/device.cpp", "<vulkan/vulkan.h>"),
            ("engine/vulkan/ops/add.cpp", '"shaders/ops/add.push.h"'),
            ("engine/cpu/cpu_backend.cpp", "<hwy/highway.h>"),
            ("pipelines/document/page_source.cpp", "<QImage>"),
            ("pipelines/ocr/ocr_pipeline.cpp", '"engine/generate/session.h"'),
            ("pipelines/chemistry/depiction.cpp", "<GraphMol/GraphMol.h>"),
            ("ui/error_text.cpp", '"engine/base/result.h"'),
            ("ui/result_panel.cpp", '"pipelines/registry.h"'),
            ("app/cli_main.cpp", "<QGuiApplication>"),
            ("tests/engine/cpu/add_test.cpp", '"engine/cpu/cpu_backend.h"'),
            ("tests/engine/cpu/add_test.cpp", '"add_test.moc"'),
        ]
        for path, include in right:
            with self.subTest(path=path, include=include):
                self.assertEqual(self.findings(path, include), [])


class NamesTest(TemporaryTree):
    def findings(self, path, content):
        self.write(path, content)
        found = check_names.check(self.root)[0]
        (self.root / path).unlink()
        return found

    def test_broken_rules(self):
        header = "#pragma once\n"
        wrong = [
            ("engine/base/ThreadPool.cpp", "\n", "snake_case"),
            ("engine/base/string_utils.cpp", "\n", "utils"),
            ("engine/model/tensor_manager.cpp", "\n", "manager"),
            ("engine/base/log.h", "// no guard\n", "#pragma once"),
            ("engine/base/log.h", header + "class LogHelper { };\n", "LogHelper"),
            ("engine/base/log.h", header + "inline constexpr int limit = 3;\n", "limit"),
            ("engine/base/log.h", header + "#define LOG(x) x\n", "LOG"),
            ("engine/base/log.h", header + "namespace other {\n}\n", "other"),
            ("engine/base/log.cpp", "void f()\n{\n    throw 1;\n}\n", "throw"),
            ("engine/base/log.cpp", "// TO" + "DO later\n", "finish"),
            ("docs/notes.md", "see /ho" + "me/somebody/notes\n", "one machine"),
            ("tools/test", "cd /wo" + "rk/here\n", "one machine"),
            ("engine/base/log.cpp", "\n" * 501, "501 lines"),
        ]
        for path, content, word in wrong:
            with self.subTest(path=path, word=word):
                found = self.findings(path, content)
                self.assertEqual(len(found), 1, found)
                self.assertIn(word, found[0])

    def test_kept_rules(self):
        right = [
            ("engine/base/thread_pool.h", "#pragma once\nnamespace palimpsest {\ninline constexpr int kLimit = 3;\n}\n"),
            ("engine/base/check.h", "#pragma once\n#define PAL_CHECK(x) x\nconstexpr int twice(int x) { return 2 * x; }\n"),
            ("shaders/ops/add.push.h", "#ifndef ADD_PUSH_H\n#define ADD_PUSH_H\n#endif\n"),
            ("tools/install-packages", "sudo apt-get install\n"),
            ("docs/notes.md", "build/demo and ../work/ and https://example.org/home/x/ stay\n"),
            ("engine/base/log.cpp", "\n" * 400),
        ]
        for path, content in right:
            with self.subTest(path=path):
                self.assertEqual(self.findings(path, content), [])

    def test_types_have_names_of_their_own(self):
        grid = "#pragma once\nnamespace {} {{\nstruct Grid {{\n    int rows;\n}};\n}}\n"
        self.write("engine/base/grid.h", grid.format("palimpsest"))
        self.assertEqual(self.findings("ui/results/grid.h", grid.format("palimpsest::ui")), [])
        self.assertEqual(self.findings("ui/results/grid.h", "#pragma once\nnamespace palimpsest {\nstruct Grid;\n}\n"), [])
        found = self.findings("ui/results/grid.h", grid.format("palimpsest"))
        self.assertEqual(len(found), 1, found)
        self.assertIn("engine/base/grid.h", found[0])

    def test_long_files_are_named(self):
        self.write("engine/base/log.cpp", "\n" * 450)
        found, _, notices = check_names.check(self.root)
        self.assertEqual(found, [])
        self.assertEqual(len(notices), 1)


class SentencesTest(TemporaryTree):
    def test_words_go_through_tr(self):
        for line in [
            'label->setText(QStringLiteral("Ready"));',
            'auto* label = new QLabel(QStringLiteral("Two words"), this);',
            'menu.addAction(\n    QLatin1String("Copy"));',
        ]:
            with self.subTest(line=line):
                self.write("ui/one.cpp", line + "\n")
                found, checked = check_sentences.check(self.root)
                self.assertEqual(checked, 1)
                self.assertEqual(len(found), 1, found)

    def test_what_is_no_sentence_stays(self):
        self.write("ui/one.cpp", 'label->setText(tr("Ready"));\nlabel->setText(QStringLiteral("·"));\n'
                   'box->addItem(tr("A"), QStringLiteral("an id"));\nbox->addItem(QStringLiteral("Deutsch"), 1);\n')
        self.assertEqual(check_sentences.check(self.root)[0], [])


class FormatTest(TemporaryTree):
    def test_tells_good_from_bad(self):
        program = check_format.find_clang_format()
        if program is None:
            self.skipTest("clang-format is not installed")
        shutil.copy(SOURCE_ROOT / ".clang-format", self.root)
        self.write("engine/one.cpp", "int one()\n{\n    return 1;\n}\n")
        self.assertEqual(check_format.check(self.root, program), ([], 1))
        self.write("engine/one.cpp", "int one() {\n  return 1; }\n")
        self.assertTrue(check_format.check(self.root, program)[0])


if __name__ == "__main__":
    unittest.main()
