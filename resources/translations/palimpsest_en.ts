<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>ModelFacts</name>
    <message numerus="yes">
        <source>fits; %n answer(s) at once</source>
        <translation>
            <numerusform>fits; %n answer at once</numerusform>
            <numerusform>fits; %n answers at once</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>fits barely; %n answer(s) at once</source>
        <translation>
            <numerusform>fits barely; %n answer at once</numerusform>
            <numerusform>fits barely; %n answers at once</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Provenance</name>
    <message numerus="yes">
        <source>%n answer(s), %1 tokens.</source>
        <translation>
            <numerusform>%n answer, %1 tokens.</numerusform>
            <numerusform>%n answers, %1 tokens.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them cut short.</source>
        <translation>
            <numerusform>%n of them cut short.</numerusform>
            <numerusform>%n of them cut short.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunReport</name>
    <message numerus="yes">
        <source>%n more in the queue</source>
        <translation>
            <numerusform>%n more in the queue</numerusform>
            <numerusform>%n more in the queue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed (%1)</source>
        <translation>
            <numerusform>%n failed (%1)</numerusform>
            <numerusform>%n failed (%1)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n read</source>
        <translation>
            <numerusform>%n read</numerusform>
            <numerusform>%n read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n read in part</source>
        <translation>
            <numerusform>%n read in part</numerusform>
            <numerusform>%n read in part</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with nothing on it</source>
        <translation>
            <numerusform>%n with nothing on it</numerusform>
            <numerusform>%n with nothing on them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stopped</source>
        <translation>
            <numerusform>%n stopped</numerusform>
            <numerusform>%n stopped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s): %1.</source>
        <translation>
            <numerusform>%n page: %1.</numerusform>
            <numerusform>%n pages: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::ExportDialog</name>
    <message numerus="yes">
        <source>%n file(s): %1</source>
        <translation>
            <numerusform>%n file: %1</numerusform>
            <numerusform>%n files: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written to %1</source>
        <translation>
            <numerusform>%n file written to %1</numerusform>
            <numerusform>%n files written to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected page(s)</source>
        <translation>
            <numerusform>%n selected page</numerusform>
            <numerusform>%n selected pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::ExportLink</name>
    <message numerus="yes">
        <source>%n file(s) written to %1</source>
        <translation>
            <numerusform>%n file written to %1</numerusform>
            <numerusform>%n files written to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::FindLink</name>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n replaced</numerusform>
            <numerusform>%n replaced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::JobController</name>
    <message numerus="yes">
        <source>it took longer than %n minute(s)</source>
        <translation>
            <numerusform>it took longer than %n minute</numerusform>
            <numerusform>it took longer than %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::MaskLink</name>
    <message numerus="yes">
        <source>A polygon needs three corners; this one has %n. Click, or press Space, to set another.</source>
        <translation>
            <numerusform>A polygon needs three corners; this one has %n. Click, or press Space, to set another.</numerusform>
            <numerusform>A polygon needs three corners; this one has %n. Click, or press Space, to set another.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::MessageStrip</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::PageRangeField</name>
    <message numerus="yes">
        <source>“%1” names no pages. This document has %n page(s), counted from 1; write them like 1-4,9.</source>
        <translation>
            <numerusform>“%1” names no pages. This document has %n page, counted from 1; write them like 1-4,9.</numerusform>
            <numerusform>“%1” names no pages. This document has %n pages, counted from 1; write them like 1-4,9.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::Project</name>
    <message numerus="yes">
        <source>Turn %n page(s)</source>
        <translation>
            <numerusform>Turn %n page</numerusform>
            <numerusform>Turn %n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Straighten %n page(s)</source>
        <translation>
            <numerusform>Straighten %n page</numerusform>
            <numerusform>Straighten %n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Leave %n page(s) as scanned</source>
        <translation>
            <numerusform>Leave %n page as scanned</numerusform>
            <numerusform>Leave %n pages as scanned</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::ProjectLink</name>
    <message numerus="yes">
        <source>%n document(s) of the project are no longer there; what was read on them is. Missing: %1</source>
        <translation>
            <numerusform>%n document of the project is no longer there; what was read on it is. Missing: %1</numerusform>
            <numerusform>%n documents of the project are no longer there; what was read on them is. Missing: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::QueuePanel</name>
    <message numerus="yes">
        <source>%1 of %n page(s)</source>
        <translation>
            <numerusform>%1 of %n page</numerusform>
            <numerusform>%1 of %n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::RegionLink</name>
    <message numerus="yes">
        <source>%n region(s) were left out. %1</source>
        <translation>
            <numerusform>%n region was left out. %1</numerusform>
            <numerusform>%n regions were left out. %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::ResultListModel</name>
    <message numerus="yes">
        <source>System %1 · %n measure(s)</source>
        <translation>
            <numerusform>System %1 · %n measure</numerusform>
            <numerusform>System %1 · %n measures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::ReviewBar</name>
    <message numerus="yes">
        <source>%n doubtful</source>
        <translation>
            <numerusform>%n doubtful</numerusform>
            <numerusform>%n doubtful</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::RunLink</name>
    <message numerus="yes">
        <source>%n page(s) hold text of their own, which could stand in place of the reading.</source>
        <translation>
            <numerusform>%n page holds text of its own, which could stand in place of the reading.</numerusform>
            <numerusform>%n pages hold text of their own, which could stand in place of the reading.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::ScoreCard</name>
    <message numerus="yes">
        <source>%n measure(s)</source>
        <translation>
            <numerusform>%n measure</numerusform>
            <numerusform>%n measures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n staff/staves</source>
        <translation>
            <numerusform>%n staff</numerusform>
            <numerusform>%n staves</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::VersionsDialog</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and one more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
