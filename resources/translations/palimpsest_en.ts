<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
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
    <name>palimpsest::ResultPanel</name>
    <message numerus="yes">
        <source>%n doubtful</source>
        <translation>
            <numerusform>%n doubtful</numerusform>
            <numerusform>%n doubtful</numerusform>
        </translation>
    </message>
</context>
</TS>
