<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Page</source>
        <translation>&amp;Seite</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Lesen</translation>
    </message>
    <message>
        <source>Re&amp;sults</source>
        <translation>&amp;Ergebnisse</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open &amp;Folder…</source>
        <translation>&amp;Ordner öffnen …</translation>
    </message>
    <message>
        <source>&amp;Save Project</source>
        <translation>Projekt &amp;speichern</translation>
    </message>
    <message>
        <source>Save Project &amp;As…</source>
        <translation>Projekt speichern &amp;unter …</translation>
    </message>
    <message>
        <source>&amp;New Project</source>
        <translation>&amp;Neues Projekt</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>&amp;Remove Document</source>
        <translation>Dokument ent&amp;fernen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Paste as Page</source>
        <translation>Als Seite &amp;einfügen</translation>
    </message>
    <message>
        <source>&amp;Copy Text of Page</source>
        <translation>Text der Seite &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>Ein&amp;stellungen …</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Fit &amp;Page</source>
        <translation>Ganze &amp;Seite</translation>
    </message>
    <message>
        <source>Fit &amp;Width</source>
        <translation>Seiten&amp;breite</translation>
    </message>
    <message>
        <source>Pixel for Pi&amp;xel</source>
        <translation>Pi&amp;xel für Pixel</translation>
    </message>
    <message>
        <source>Show &amp;Boxes</source>
        <translation>&amp;Rahmen zeigen</translation>
    </message>
    <message>
        <source>&amp;Next Pane</source>
        <translation>&amp;Nächster Bereich</translation>
    </message>
    <message>
        <source>Pre&amp;vious Pane</source>
        <translation>&amp;Voriger Bereich</translation>
    </message>
    <message>
        <source>&amp;Next Page</source>
        <translation>&amp;Nächste Seite</translation>
    </message>
    <message>
        <source>&amp;Previous Page</source>
        <translation>&amp;Vorige Seite</translation>
    </message>
    <message>
        <source>&amp;First Page</source>
        <translation>&amp;Erste Seite</translation>
    </message>
    <message>
        <source>&amp;Last Page</source>
        <translation>&amp;Letzte Seite</translation>
    </message>
    <message>
        <source>&amp;Go to Page…</source>
        <translation>&amp;Gehe zu Seite …</translation>
    </message>
    <message>
        <source>Run &amp;Page</source>
        <translation>&amp;Seite lesen</translation>
    </message>
    <message>
        <source>Run &amp;All Pages</source>
        <translation>&amp;Alle Seiten lesen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>A&amp;nhalten</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;Retry Failed Pages</source>
        <translation>Fehlgeschlagene Seiten &amp;erneut lesen</translation>
    </message>
    <message>
        <source>&amp;Correct</source>
        <translation>&amp;Berichtigen</translation>
    </message>
    <message>
        <source>&amp;Accept</source>
        <translation>&amp;Annehmen</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>&amp;Next Doubtful Place</source>
        <translation>&amp;Nächste zweifelhafte Stelle</translation>
    </message>
    <message>
        <source>&amp;Previous Doubtful Place</source>
        <translation>&amp;Vorige zweifelhafte Stelle</translation>
    </message>
    <message>
        <source>&amp;Remove This Result</source>
        <translation>Dieses Ergebnis ent&amp;fernen</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>&amp;Befehle …</translation>
    </message>
    <message>
        <source>&amp;Diagnostics…</source>
        <translation>&amp;Diagnose …</translation>
    </message>
    <message>
        <source>&amp;About Palimpsest</source>
        <translation>&amp;Über Palimpsest</translation>
    </message>
    <message>
        <source>Show &amp;Masks</source>
        <translation>&amp;Masken zeigen</translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation>&amp;Tabelle</translation>
    </message>
    <message>
        <source>Copy &amp;SMILES</source>
        <translation>&amp;SMILES kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;InChI</source>
        <translation>&amp;InChI kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;MOL</source>
        <translation>&amp;MOL kopieren</translation>
    </message>
    <message>
        <source>Copy Drawing as S&amp;VG</source>
        <translation>Zeichnung als S&amp;VG kopieren</translation>
    </message>
    <message>
        <source>Copy Drawing as Pic&amp;ture</source>
        <translation>Zeichnung als Bil&amp;d kopieren</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>Ab&amp;spielen</translation>
    </message>
    <message>
        <source>&amp;Copy Cells</source>
        <translation>Zellen &amp;kopieren</translation>
    </message>
    <message>
        <source>C&amp;lear Cells</source>
        <translation>Zellen &amp;leeren</translation>
    </message>
    <message>
        <source>&amp;Merge Cells</source>
        <translation>Zellen &amp;verbinden</translation>
    </message>
    <message>
        <source>&amp;Split Cell</source>
        <translation>Zelle &amp;teilen</translation>
    </message>
    <message>
        <source>&amp;Header Cells</source>
        <translation>Ko&amp;pfzellen</translation>
    </message>
    <message>
        <source>Insert Row &amp;Above</source>
        <translation>Zeile &amp;oberhalb einfügen</translation>
    </message>
    <message>
        <source>Insert Row &amp;Below</source>
        <translation>Zeile &amp;unterhalb einfügen</translation>
    </message>
    <message>
        <source>Insert Column Be&amp;fore</source>
        <translation>Spalte d&amp;avor einfügen</translation>
    </message>
    <message>
        <source>Insert Column Af&amp;ter</source>
        <translation>Spalte da&amp;nach einfügen</translation>
    </message>
    <message>
        <source>Delete &amp;Rows</source>
        <translation>&amp;Zeilen löschen</translation>
    </message>
    <message>
        <source>Delete C&amp;olumns</source>
        <translation>&amp;Spalten löschen</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Suchen …</translation>
    </message>
    <message>
        <source>R&amp;eplace…</source>
        <translation>&amp;Ersetzen …</translation>
    </message>
    <message>
        <source>Find &amp;Next</source>
        <translation>&amp;Weitersuchen</translation>
    </message>
    <message>
        <source>Find Pre&amp;vious</source>
        <translation>&amp;Rückwärts weitersuchen</translation>
    </message>
    <message>
        <source>Mask &amp;Brush</source>
        <translation>Masken&amp;pinsel</translation>
    </message>
    <message>
        <source>Mask &amp;Eraser</source>
        <translation>Masken&amp;radierer</translation>
    </message>
    <message>
        <source>S&amp;maller Brush</source>
        <translation>&amp;Kleinerer Pinsel</translation>
    </message>
    <message>
        <source>Lar&amp;ger Brush</source>
        <translation>&amp;Größerer Pinsel</translation>
    </message>
    <message>
        <source>&amp;Versions of This Page…</source>
        <translation>&amp;Fassungen dieser Seite …</translation>
    </message>
    <message>
        <source>Re&amp;gion</source>
        <translation>Be&amp;reich</translation>
    </message>
    <message>
        <source>W&amp;hat the Model Saw</source>
        <translation>Was das Modell &amp;gesehen hat</translation>
    </message>
    <message>
        <source>&amp;Draw Regions</source>
        <translation>Bereiche &amp;zeichnen</translation>
    </message>
    <message>
        <source>&amp;Add Region in View</source>
        <translation>Bereich in der &amp;Ansicht anlegen</translation>
    </message>
    <message>
        <source>Remo&amp;ve Region</source>
        <translation>Bereich &amp;entfernen</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>&amp;Text</translation>
    </message>
    <message>
        <source>Ta&amp;ble</source>
        <translation>Ta&amp;belle</translation>
    </message>
    <message>
        <source>M&amp;olecule</source>
        <translation>M&amp;olekül</translation>
    </message>
    <message>
        <source>&amp;Score</source>
        <translation>&amp;Noten</translation>
    </message>
    <message>
        <source>&amp;Mask</source>
        <translation>&amp;Maske</translation>
    </message>
    <message>
        <source>&amp;Question</source>
        <translation>&amp;Frage</translation>
    </message>
    <message>
        <source>&amp;Find Regions</source>
        <translation>Bereiche f&amp;inden</translation>
    </message>
    <message>
        <source>&amp;Read Regions</source>
        <translation>Bereiche &amp;lesen</translation>
    </message>
    <message>
        <source>Read This Region A&amp;lone</source>
        <translation>N&amp;ur diesen Bereich lesen</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>Zuletzt g&amp;eöffnet</translation>
    </message>
    <message>
        <source>Turn &amp;Left</source>
        <translation>Nach &amp;links drehen</translation>
    </message>
    <message>
        <source>Turn &amp;Right</source>
        <translation>Nach &amp;rechts drehen</translation>
    </message>
    <message>
        <source>Turn &amp;Upside Down</source>
        <translation>A&amp;uf den Kopf stellen</translation>
    </message>
    <message>
        <source>&amp;Straighten</source>
        <translation>&amp;Gerade richten</translation>
    </message>
    <message>
        <source>Run S&amp;elected Pages</source>
        <translation>A&amp;usgewählte Seiten lesen</translation>
    </message>
    <message>
        <source>Run Pa&amp;ges…</source>
        <translation>S&amp;eiten nach Nummern lesen…</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>&amp;Forget Recent Documents</source>
        <translation>Zuletzt geöffnete &amp;vergessen</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modelle…</translation>
    </message>
    <message>
        <source>&amp;Get a Model…</source>
        <translation>Modell &amp;beschaffen…</translation>
    </message>
    <message>
        <source>&amp;Sample Pages…</source>
        <translation>&amp;Beispielseiten…</translation>
    </message>
    <message>
        <source>Show &amp;Cells</source>
        <translation>&amp;Zellen zeigen</translation>
    </message>
    <message>
        <source>Show &amp;Reading Order</source>
        <translation>&amp;Lesefolge zeigen</translation>
    </message>
    <message>
        <source>Pa&amp;ge as Negative</source>
        <translation>Seite als &amp;Negativ</translation>
    </message>
    <message>
        <source>Run &amp;Unread Pages</source>
        <translation>&amp;Ungelesene Seiten lesen</translation>
    </message>
    <message>
        <source>&amp;Take Text from Document</source>
        <translation>&amp;Text des Dokuments übernehmen</translation>
    </message>
    <message>
        <source>&amp;Release Memory of Model</source>
        <translation>&amp;Speicher des Modells freigeben</translation>
    </message>
    <message>
        <source>&amp;What Is This?</source>
        <translation>&amp;Was ist das?</translation>
    </message>
    <message>
        <source>Put &amp;Documents into Project</source>
        <translation>&amp;Dokumente ins Projekt legen</translation>
    </message>
    <message>
        <source>Mask Pol&amp;ygon</source>
        <translation>Maskenviele&amp;ck</translation>
    </message>
    <message>
        <source>Show &amp;Log File</source>
        <translation>&amp;Protokolldatei zeigen</translation>
    </message>
    <message>
        <source>Prese&amp;ts</source>
        <translation>&amp;Vorgaben</translation>
    </message>
    <message>
        <source>&amp;Save as Preset…</source>
        <translation>Als Vorgabe &amp;speichern …</translation>
    </message>
    <message>
        <source>Preset from a &amp;File…</source>
        <translation>Vorgabe aus einer &amp;Datei …</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Gets structure out of scanned pages, on this computer.</source>
        <translation>Holt Struktur aus gescannten Seiten, auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Open a window of its own, also where there is one already.</source>
        <translation>Ein eigenes Fenster öffnen, auch wenn schon eines da ist.</translation>
    </message>
    <message>
        <source>Documents, folders or projects to open.</source>
        <translation>Dokumente, Ordner oder Projekte, die geöffnet werden sollen.</translation>
    </message>
    <message>
        <source>Started by the session bus: wait for its call, then show the window.</source>
        <translation>Vom Sitzungsbus gestartet: auf dessen Aufruf warten, dann das Fenster zeigen.</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>That does not go together</source>
        <translation>Das passt nicht zusammen</translation>
    </message>
    <message>
        <source>The document cannot be read</source>
        <translation>Das Dokument lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>The document wants a password</source>
        <translation>Das Dokument verlangt ein Kennwort</translation>
    </message>
    <message>
        <source>The file cannot be opened or written</source>
        <translation>Die Datei lässt sich nicht öffnen oder schreiben</translation>
    </message>
    <message>
        <source>Something is not installed</source>
        <translation>Etwas ist nicht installiert</translation>
    </message>
    <message>
        <source>No device can do this</source>
        <translation>Kein Gerät kann das</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>Der Speicher reicht nicht</translation>
    </message>
    <message>
        <source>The reader stopped unexpectedly</source>
        <translation>Das Leseprogramm ist unerwartet stehen geblieben</translation>
    </message>
    <message>
        <source>The model is missing or broken</source>
        <translation>Das Modell fehlt oder ist beschädigt</translation>
    </message>
    <message>
        <source>The model was not trained for this task</source>
        <translation>Das Modell wurde für diese Aufgabe nicht trainiert</translation>
    </message>
    <message>
        <source>This version cannot do that</source>
        <translation>Diese Version kann das nicht</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>It took too long</source>
        <translation>Es hat zu lange gedauert</translation>
    </message>
    <message>
        <source>The program made a mistake</source>
        <translation>Das Programm hat einen Fehler gemacht</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>There is nothing to read.</source>
        <translation>Es gibt nichts zu lesen.</translation>
    </message>
    <message>
        <source>A character that no SMILES has, or not at that place.</source>
        <translation>Ein Zeichen, das in keinem SMILES vorkommt oder nicht an dieser Stelle.</translation>
    </message>
    <message>
        <source>A bond that does not join two atoms.</source>
        <translation>Eine Bindung, die nicht zwei Atome verbindet.</translation>
    </message>
    <message>
        <source>A parenthesis without the other.</source>
        <translation>Eine runde Klammer ohne ihr Gegenstück.</translation>
    </message>
    <message>
        <source>A bracket without the other.</source>
        <translation>Eine eckige Klammer ohne ihr Gegenstück.</translation>
    </message>
    <message>
        <source>A ring is never closed.</source>
        <translation>Ein Ring wird nie geschlossen.</translation>
    </message>
    <message>
        <source>A group in brackets that is no atom; it stands for any.</source>
        <translation>Eine Gruppe in Klammern, die kein Atom ist; sie steht für ein beliebiges.</translation>
    </message>
    <message>
        <source>An element that drawings seldom have; often a group that was misread.</source>
        <translation>Ein Element, das in Zeichnungen selten vorkommt; oft eine falsch gelesene Gruppe.</translation>
    </message>
    <message>
        <source>More bonds than the element can have.</source>
        <translation>Mehr Bindungen, als das Element haben kann.</translation>
    </message>
    <message>
        <source>Written as aromatic, and cannot be.</source>
        <translation>Als aromatisch geschrieben, kann es aber nicht sein.</translation>
    </message>
    <message>
        <source>A centre or a double bond that could be either way round.</source>
        <translation>Ein Zentrum oder eine Doppelbindung, deren Anordnung offen ist.</translation>
    </message>
    <message>
        <source>Larger than this program takes.</source>
        <translation>Größer, als dieses Programm annimmt.</translation>
    </message>
    <message>
        <source>The answer ended before the molecule did.</source>
        <translation>Die Antwort endete vor dem Molekül.</translation>
    </message>
    <message>
        <source>It does not begin with **kern.</source>
        <translation>Es beginnt nicht mit **kern.</translation>
    </message>
    <message>
        <source>More or fewer fields than there are staves.</source>
        <translation>Mehr oder weniger Felder als Notensysteme.</translation>
    </message>
    <message>
        <source>A field that is no note, rest or chord.</source>
        <translation>Ein Feld, das weder Note noch Pause noch Akkord ist.</translation>
    </message>
    <message>
        <source>A barline that does not go through all staves.</source>
        <translation>Ein Taktstrich, der nicht durch alle Notensysteme geht.</translation>
    </message>
    <message>
        <source>The voices are of different lengths.</source>
        <translation>Die Stimmen sind verschieden lang.</translation>
    </message>
    <message>
        <source>The notes do not add up to the meter.</source>
        <translation>Die Noten füllen den Takt nicht genau.</translation>
    </message>
    <message>
        <source>The staves are not ended.</source>
        <translation>Die Notensysteme werden nicht beendet.</translation>
    </message>
    <message>
        <source>Behind the end of all staves, and left out.</source>
        <translation>Hinter dem Ende aller Notensysteme; wird weggelassen.</translation>
    </message>
    <message>
        <source>Another number of staves than the system before.</source>
        <translation>Eine andere Zahl von Notensystemen als in der Akkolade davor.</translation>
    </message>
    <message>
        <source>The answer ended before the music did.</source>
        <translation>Die Antwort endete vor der Musik.</translation>
    </message>
    <message>
        <source>Measure %1: %2</source>
        <translation>Takt %1: %2</translation>
    </message>
    <message>
        <source>Atom %1, %2: %3</source>
        <translation>Atom %1, %2: %3</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>text as one would copy it</source>
        <translation>Text, wie man ihn kopieren würde</translation>
    </message>
    <message>
        <source>everything that is known</source>
        <translation>alles, was bekannt ist</translation>
    </message>
    <message>
        <source>one JSON object a line</source>
        <translation>ein JSON-Objekt je Zeile</translation>
    </message>
    <message>
        <source>a table for spreadsheets</source>
        <translation>eine Tabelle für die Tabellenkalkulation</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>hOCR, words with boxes</source>
        <translation>hOCR, Wörter mit Rahmen</translation>
    </message>
    <message>
        <source>DoclingDocument</source>
        <translation>DoclingDocument</translation>
    </message>
    <message>
        <source>ALTO 4</source>
        <translation>ALTO 4</translation>
    </message>
    <message>
        <source>PAGE XML</source>
        <translation>PAGE XML</translation>
    </message>
    <message>
        <source>COCO, masks as run lengths</source>
        <translation>COCO, Masken als Lauflängen</translation>
    </message>
    <message>
        <source>COCO, masks as polygons</source>
        <translation>COCO, Masken als Vielecke</translation>
    </message>
    <message>
        <source>YOLO boxes, with the labels in a .names file</source>
        <translation>YOLO-Rahmen, Bezeichnungen in einer .names-Datei</translation>
    </message>
    <message>
        <source>YOLO polygons, with the labels in a .names file</source>
        <translation>YOLO-Vielecke, Bezeichnungen in einer .names-Datei</translation>
    </message>
    <message>
        <source>Pascal VOC</source>
        <translation>Pascal VOC</translation>
    </message>
    <message>
        <source>COCO with the eleven classes of DocLayNet</source>
        <translation>COCO mit den elf Klassen von DocLayNet</translation>
    </message>
    <message>
        <source>the pages with text to search</source>
        <translation>die Seiten mit durchsuchbarem Text</translation>
    </message>
    <message>
        <source>words with boxes as a table; tables as they are</source>
        <translation>Wörter mit Kästen als Tabelle; Tabellen, wie sie sind</translation>
    </message>
    <message>
        <source>tables in HTML</source>
        <translation>Tabellen in HTML</translation>
    </message>
    <message>
        <source>tables for Excel</source>
        <translation>Tabellen für Excel</translation>
    </message>
    <message>
        <source>tables in LaTeX</source>
        <translation>Tabellen in LaTeX</translation>
    </message>
    <message>
        <source>the structure of tables</source>
        <translation>der Aufbau von Tabellen</translation>
    </message>
    <message>
        <source>music as Humdrum&apos;s **kern</source>
        <translation>Noten als **kern von Humdrum</translation>
    </message>
    <message>
        <source>MusicXML 4.0</source>
        <translation>MusicXML 4.0</translation>
    </message>
    <message>
        <source>MIDI, a track a staff</source>
        <translation>MIDI, eine Spur je Notenzeile</translation>
    </message>
    <message>
        <source>canonical SMILES</source>
        <translation>kanonische SMILES</translation>
    </message>
    <message>
        <source>SMILES as read</source>
        <translation>SMILES wie gelesen</translation>
    </message>
    <message>
        <source>standard InChI</source>
        <translation>Standard-InChI</translation>
    </message>
    <message>
        <source>molecules with all that is known of them</source>
        <translation>Moleküle mit allem, was über sie bekannt ist</translation>
    </message>
    <message>
        <source>MOL V2000, a molecule a file</source>
        <translation>MOL V2000, ein Molekül je Datei</translation>
    </message>
    <message>
        <source>MOL V3000, a molecule a file</source>
        <translation>MOL V3000, ein Molekül je Datei</translation>
    </message>
    <message>
        <source>a structure drawing, a molecule a file</source>
        <translation>eine Strukturzeichnung, ein Molekül je Datei</translation>
    </message>
    <message>
        <source>MusicXML 4.0, compressed</source>
        <translation>MusicXML 4.0, komprimiert</translation>
    </message>
    <message>
        <source>a structure drawing as PNG, a molecule a file</source>
        <translation>eine Strukturzeichnung als PNG, ein Molekül je Datei</translation>
    </message>
    <message>
        <source>all masks in one picture</source>
        <translation>alle Masken in einem Bild</translation>
    </message>
    <message>
        <source>a picture of each mask</source>
        <translation>ein Bild jeder Maske</translation>
    </message>
    <message>
        <source>a picture of each mask, grey where the model was less sure</source>
        <translation>ein Bild jeder Maske, grau, wo das Modell weniger sicher war</translation>
    </message>
    <message>
        <source>outlines to lay over the page; music as it is printed</source>
        <translation>Umrisse, die man über die Seite legt; Noten, wie man sie druckt</translation>
    </message>
</context>
<context>
    <name>ModelFacts</name>
    <message numerus="yes">
        <source>fits; %n answer(s) at once</source>
        <translation>
            <numerusform>passt; %n Antwort auf einmal</numerusform>
            <numerusform>passt; %n Antworten auf einmal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>fits barely; %n answer(s) at once</source>
        <translation>
            <numerusform>passt knapp; %n Antwort auf einmal</numerusform>
            <numerusform>passt knapp; %n Antworten auf einmal</numerusform>
        </translation>
    </message>
    <message>
        <source>does not fit: %1 missing</source>
        <translation>passt nicht: es fehlen %1</translation>
    </message>
</context>
<context>
    <name>Parts</name>
    <message>
        <source>the window, pictures</source>
        <translation>Fenster, Bilder</translation>
    </message>
    <message>
        <source>reads PDF</source>
        <translation>liest PDF</translation>
    </message>
    <message>
        <source>writes PDF</source>
        <translation>schreibt PDF</translation>
    </message>
    <message>
        <source>skew and turn of pages</source>
        <translation>Schräglage und Drehung von Seiten</translation>
    </message>
    <message>
        <source>graphics cards</source>
        <translation>Grafikkarten</translation>
    </message>
    <message>
        <source>arithmetic of the processor</source>
        <translation>Rechnen auf dem Prozessor</translation>
    </message>
    <message>
        <source>the tokenizer</source>
        <translation>der Tokenizer</translation>
    </message>
    <message>
        <source>molecules</source>
        <translation>Moleküle</translation>
    </message>
    <message>
        <source>names of molecules</source>
        <translation>Namen von Molekülen</translation>
    </message>
    <message>
        <source>drawings of molecules</source>
        <translation>Zeichnungen von Molekülen</translation>
    </message>
    <message>
        <source>asked for by RDKit</source>
        <translation>von RDKit verlangt</translation>
    </message>
    <message>
        <source>tables for Excel</source>
        <translation>Tabellen für Excel</translation>
    </message>
    <message>
        <source>writes XML</source>
        <translation>schreibt XML</translation>
    </message>
    <message>
        <source>reads HTML</source>
        <translation>liest HTML</translation>
    </message>
    <message>
        <source>project files</source>
        <translation>Projektdateien</translation>
    </message>
    <message>
        <source>compressed files</source>
        <translation>gepackte Dateien</translation>
    </message>
    <message>
        <source>the ledger of a batch</source>
        <translation>das Verzeichnis eines Stapels</translation>
    </message>
    <message>
        <source>Unicode</source>
        <translation>Unicode</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>the command line</source>
        <translation>die Befehlszeile</translation>
    </message>
    <message>
        <source>the log</source>
        <translation>das Protokoll</translation>
    </message>
</context>
<context>
    <name>Provenance</name>
    <message>
        <source>The model saw it at %1 dots per inch.</source>
        <translation>Das Modell sah sie mit %1 Punkten je Zoll.</translation>
    </message>
    <message>
        <source>The model saw it at %1 to %2 dots per inch.</source>
        <translation>Das Modell sah sie mit %1 bis %2 Punkten je Zoll.</translation>
    </message>
    <message>
        <source>Read by the program itself, by the shapes of the signs and where they stand; no model was asked.</source>
        <translation>Vom Programm selbst gelesen, an den Formen der Zeichen und daran, wo sie stehen; kein Modell wurde gefragt.</translation>
    </message>
    <message>
        <source>The text that the document holds by itself; no model was asked.</source>
        <translation>Der Text, den das Dokument selbst enthält; kein Modell wurde gefragt.</translation>
    </message>
    <message>
        <source>Read by %1.</source>
        <translation>Gelesen von %1.</translation>
    </message>
    <message>
        <source>With the adapter %1.</source>
        <translation>Mit dem Adapter %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s), %1 tokens.</source>
        <translation>
            <numerusform>%n Antwort, %1 Token.</numerusform>
            <numerusform>%n Antworten, %1 Token.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them cut short.</source>
        <translation>
            <numerusform>%n davon abgebrochen.</numerusform>
            <numerusform>%n davon abgebrochen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Decoded: %1.</source>
        <translation>Dekodiert: %1.</translation>
    </message>
    <message>
        <source>The page was turned by %1° before.</source>
        <translation>Die Seite wurde vorher um %1° gedreht.</translation>
    </message>
    <message>
        <source>It was straightened by %1°.</source>
        <translation>Sie wurde um %1° gerade gerichtet.</translation>
    </message>
    <message>
        <source>It was asked “%1”.</source>
        <translation>Es wurde „%1“ gefragt.</translation>
    </message>
    <message>
        <source>It took %1 s.</source>
        <translation>Es dauerte %1 s.</translation>
    </message>
    <message>
        <source>It took %1 s on %2.</source>
        <translation>Es dauerte %1 s auf %2.</translation>
    </message>
    <message>
        <source>It looked blank and was shown all the same.</source>
        <translation>Die Seite sah leer aus und wurde trotzdem gezeigt.</translation>
    </message>
</context>
<context>
    <name>PublishedFit</name>
    <message>
        <source>%1, %2 to fetch: </source>
        <translation>%1, %2 herunterzuladen: </translation>
    </message>
    <message>
        <source>does not fit in any form</source>
        <translation>passt in keiner Form</translation>
    </message>
    <message>
        <source>fits as %1, with %2</source>
        <translation>passt als %1, mit %2</translation>
    </message>
    <message>
        <source>For this computer: %1 as %2. It takes %3 of the %4 that are free on %5.</source>
        <translation>Für diesen Rechner: %1 als %2. Es braucht %3 von den %4, die auf %5 frei sind.</translation>
    </message>
    <message>
        <source>None of them fits into the %1 that are free on %2.</source>
        <translation>Keines passt in die %1, die auf %2 frei sind.</translation>
    </message>
    <message>
        <source>No graphics card can be used, so that a page takes minutes and not seconds.</source>
        <translation>Keine Grafikkarte ist verwendbar, sodass eine Seite Minuten statt Sekunden dauert.</translation>
    </message>
</context>
<context>
    <name>Regions</name>
    <message>
        <source>%1 is not read: %2.</source>
        <translation>%1 wird nicht gelesen: %2.</translation>
    </message>
    <message>
        <source>%1 wants to be told what to look for, or what to answer.</source>
        <translation>Für „%1“ fehlt noch, wonach gesucht oder was beantwortet werden soll.</translation>
    </message>
    <message>
        <source>blank, not read</source>
        <translation>leer, nicht gelesen</translation>
    </message>
    <message>
        <source>read</source>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>▲ %1 dpi, low</source>
        <translation>▲ %1 dpi, gering</translation>
    </message>
    <message>
        <source>%1 dpi</source>
        <translation>%1 dpi</translation>
    </message>
    <message>
        <source>Nothing of this page was shown to the model.</source>
        <translation>Von dieser Seite hat das Modell nichts gesehen.</translation>
    </message>
    <message>
        <source>What the model saw is not known: the page does not say how large it is.</source>
        <translation>Was das Modell gesehen hat, ist nicht bekannt: Die Seite sagt nicht, wie groß sie ist.</translation>
    </message>
    <message>
        <source>What the model saw, at %1 dpi</source>
        <translation>Was das Modell gesehen hat, mit %1 dpi</translation>
    </message>
    <message>
        <source>What the model saw, at %1 to %2 dpi</source>
        <translation>Was das Modell gesehen hat, mit %1 bis %2 dpi</translation>
    </message>
    <message>
        <source>The print here is about %1 points high; at %2 dpi this model reads print from %3 points on. Read smaller regions.</source>
        <translation>Die Schrift ist hier etwa %1 Punkt hoch; mit %2 dpi liest dieses Modell Schrift ab %3 Punkt. Kleinere Bereiche helfen.</translation>
    </message>
    <message>
        <source>At %1 dpi this model reads print from %2 points on; ordinary print has 10. Read smaller regions.</source>
        <translation>Mit %1 dpi liest dieses Modell Schrift ab %2 Punkt; übliche Schrift hat 10. Kleinere Bereiche helfen.</translation>
    </message>
</context>
<context>
    <name>RunReport</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n more in the queue</source>
        <translation>
            <numerusform>%n weitere in der Warteschlange</numerusform>
            <numerusform>%n weitere in der Warteschlange</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed (%1)</source>
        <translation>
            <numerusform>%n fehlgeschlagen (%1)</numerusform>
            <numerusform>%n fehlgeschlagen (%1)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n read</source>
        <translation>
            <numerusform>%n gelesen</numerusform>
            <numerusform>%n gelesen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n read in part</source>
        <translation>
            <numerusform>%n teilweise gelesen</numerusform>
            <numerusform>%n teilweise gelesen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with nothing on it</source>
        <translation>
            <numerusform>auf %n steht nichts</numerusform>
            <numerusform>auf %n steht nichts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stopped</source>
        <translation>
            <numerusform>%n angehalten</numerusform>
            <numerusform>%n angehalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s): %1.</source>
        <translation>
            <numerusform>%n Seite: %1.</numerusform>
            <numerusform>%n Seiten: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>Letter</source>
        <translation>Brief</translation>
    </message>
    <message>
        <source>Two pages of print. Text with its places; F8 goes through what is doubtful.</source>
        <translation>Zwei gedruckte Seiten. Text mit seinen Stellen; F8 geht durch, was zweifelhaft ist.</translation>
    </message>
    <message>
        <source>Price list</source>
        <translation>Preisliste</translation>
    </message>
    <message>
        <source>A page with a ruled table among the text: each part by the task that fits it.</source>
        <translation>Eine Seite mit einer linierten Tabelle im Text: jeder Teil mit der Aufgabe, die zu ihm passt.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>A table with a cell over two columns. Corrected in a grid, exported to spreadsheets.</source>
        <translation>Eine Tabelle mit einer Zelle über zwei Spalten. Im Raster berichtigt, als Tabelle exportiert.</translation>
    </message>
    <message>
        <source>Molecule</source>
        <translation>Molekül</translation>
    </message>
    <message>
        <source>A structure drawing. Read as SMILES and drawn anew beside it.</source>
        <translation>Eine Strukturzeichnung. Als SMILES gelesen und daneben neu gezeichnet.</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>Noten</translation>
    </message>
    <message>
        <source>Four bars of print. Read as **kern, with measures that do not add up marked.</source>
        <translation>Vier gedruckte Takte. Als **kern gelesen; Takte, die nicht aufgehen, sind gekennzeichnet.</translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation>Formen</translation>
    </message>
    <message>
        <source>Five shapes in colour. Found by name, outlined, counted.</source>
        <translation>Fünf farbige Formen. Beim Namen gefunden, umrissen, gezählt.</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>A scene, for full-size models. Captions, questions, objects by name and their masks.</source>
        <translation>Eine Szene, für Modelle in voller Größe. Bildunterschriften, Fragen, Gegenstände beim Namen und ihre Masken.</translation>
    </message>
</context>
<context>
    <name>TableChange</name>
    <message>
        <source>Merge cells</source>
        <translation>Zellen verbinden</translation>
    </message>
    <message>
        <source>Split cell</source>
        <translation>Zelle teilen</translation>
    </message>
    <message>
        <source>Insert row</source>
        <translation>Zeile einfügen</translation>
    </message>
    <message>
        <source>Insert column</source>
        <translation>Spalte einfügen</translation>
    </message>
    <message>
        <source>Delete rows</source>
        <translation>Zeilen löschen</translation>
    </message>
    <message>
        <source>Delete columns</source>
        <translation>Spalten löschen</translation>
    </message>
    <message>
        <source>Change header cells</source>
        <translation>Kopfzellen ändern</translation>
    </message>
    <message>
        <source>Clear cells</source>
        <translation>Zellen leeren</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Gegenstände</translation>
    </message>
    <message>
        <source>cat ; dog</source>
        <translation>Katze ; Hund</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>Masken</translation>
    </message>
    <message>
        <source>left wheel ; right wheel</source>
        <translation>linkes Rad ; rechtes Rad</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Bildunterschrift</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>What is the total?</source>
        <translation>Wie hoch ist die Summe?</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Molecule</source>
        <translation>Molekül</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Noten</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Aufbau der Seite</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>the indication: cough</source>
        <translation>die Indikation: Husten</translation>
    </message>
    <message>
        <source>All objects</source>
        <translation>Alle Gegenstände</translation>
    </message>
    <message>
        <source>Caption of a region</source>
        <translation>Bildunterschrift eines Bereichs</translation>
    </message>
    <message>
        <source>Question to an answer</source>
        <translation>Frage zu einer Antwort</translation>
    </message>
    <message>
        <source>a red car</source>
        <translation>ein rotes Auto</translation>
    </message>
    <message>
        <source>the model does not say that it can</source>
        <translation>das Modell gibt nicht an, dass es das kann</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Bereiche</translation>
    </message>
</context>
<context>
    <name>palimpsest::AboutDialog</name>
    <message>
        <source>About Palimpsest</source>
        <translation>Über Palimpsest</translation>
    </message>
    <message>
        <source>&amp;Program</source>
        <translation>&amp;Programm</translation>
    </message>
    <message>
        <source>&amp;Made with</source>
        <translation>&amp;Gemacht mit</translation>
    </message>
    <message>
        <source>&amp;Licence</source>
        <translation>&amp;Lizenz</translation>
    </message>
    <message>
        <source>Palimpsest %1</source>
        <translation>Palimpsest %1</translation>
    </message>
    <message>
        <source>Gets structure out of scanned pages with PaliGemma 2, on this computer: no page leaves it, and the program contains no network code.

GNU General Public License, version 3 or later. It comes with no warranty.

The starter model that comes with it was trained for it from nothing, and has the same licence. Models that you fetch have licences of their own: PaliGemma 2 the terms of Gemma.</source>
        <translation>Holt mit PaliGemma 2 Struktur aus gescannten Seiten, auf diesem Rechner: Keine Seite verlässt ihn, und das Programm enthält keinen Netzwerkcode.

GNU General Public License, Version 3 oder später. Ohne jede Gewährleistung.

Das beiliegende Startmodell wurde eigens dafür von Grund auf trainiert und hat dieselbe Lizenz. Modelle, die Sie selbst holen, haben eigene Lizenzen: PaliGemma 2 die Bedingungen von Gemma.</translation>
    </message>
    <message>
        <source>Libraries and their licences</source>
        <translation>Bibliotheken und ihre Lizenzen</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Wofür</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Enter or a double click opens the address in your browser</source>
        <translation>Eingabe oder ein Doppelklick öffnet die Adresse im Browser</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
</context>
<context>
    <name>palimpsest::AnswerPanel</name>
    <message>
        <source>As&amp;k</source>
        <translation>F&amp;ragen</translation>
    </message>
    <message>
        <source>Ask A&amp;gain</source>
        <translation>&amp;Noch einmal fragen</translation>
    </message>
    <message>
        <source>What was asked about the page</source>
        <translation>Was zur Seite gefragt wurde</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Gefragt</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>Nächste Frage</translation>
    </message>
    <message>
        <source>Ask something else about this page</source>
        <translation>Noch etwas zu dieser Seite fragen</translation>
    </message>
    <message>
        <source>The chosen question, to the model that is used now; the answer there is stays</source>
        <translation>Die gewählte Frage, an das Modell, das jetzt verwendet wird; die Antwort, die es schon gibt, bleibt</translation>
    </message>
    <message>
        <source>No questions: %1</source>
        <translation>Keine Fragen: %1</translation>
    </message>
</context>
<context>
    <name>palimpsest::ArrivalLink</name>
    <message>
        <source>%1 is not on this computer, and nothing is opened over a network. Copy it to this computer first.</source>
        <translation>%1 liegt nicht auf diesem Rechner, und über ein Netzwerk wird nichts geöffnet. Bitte zuerst auf diesen Rechner kopieren.</translation>
    </message>
    <message>
        <source>Another window could not be started.</source>
        <translation>Ein weiteres Fenster konnte nicht gestartet werden.</translation>
    </message>
</context>
<context>
    <name>palimpsest::CardLink</name>
    <message>
        <source>To hear music, install FluidSynth or TiMidity++.</source>
        <translation>Um Musik zu hören, installieren Sie FluidSynth oder TiMidity++.</translation>
    </message>
    <message>
        <source>There are no notes to play.</source>
        <translation>Es gibt keine Noten zum Abspielen.</translation>
    </message>
    <message>
        <source>Play, or stop playing (%1)</source>
        <translation>Abspielen oder anhalten (%1)</translation>
    </message>
</context>
<context>
    <name>palimpsest::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Type a part of a command</source>
        <translation>Einen Teil eines Befehls eintippen</translation>
    </message>
    <message>
        <source>Part of a command</source>
        <translation>Teil eines Befehls</translation>
    </message>
</context>
<context>
    <name>palimpsest::DiagnosticsDialog</name>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
</context>
<context>
    <name>palimpsest::DocumentOpener</name>
    <message>
        <source>Pasted %1</source>
        <translation>Eingefügt %1</translation>
    </message>
</context>
<context>
    <name>palimpsest::EngravingView</name>
    <message>
        <source>The music as it is written below</source>
        <translation>Die Noten, wie sie darunter stehen</translation>
    </message>
    <message>
        <source>Measure %1: %2</source>
        <translation>Takt %1: %2</translation>
    </message>
</context>
<context>
    <name>palimpsest::ExportDialog</name>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen …</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>&amp;Replace existing files</source>
        <translation>Vorhandene Dateien e&amp;rsetzen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>All pages that have been read</source>
        <translation>Alle gelesenen Seiten</translation>
    </message>
    <message>
        <source>This page</source>
        <translation>Diese Seite</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>Dateiname</translation>
    </message>
    <message>
        <source>{name} is the name of the document, {page} the number of the page</source>
        <translation>{name} ist der Name des Dokuments, {page} die Nummer der Seite</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>F&amp;ormat:</source>
        <translation>F&amp;ormat:</translation>
    </message>
    <message>
        <source>&amp;Pages:</source>
        <translation>&amp;Seiten:</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>Datei&amp;name:</translation>
    </message>
    <message>
        <source>Fo&amp;lder:</source>
        <translation>Ord&amp;ner:</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>There is nothing to export yet. Read a page first.</source>
        <translation>Es gibt noch nichts zu exportieren. Lesen Sie zuerst eine Seite.</translation>
    </message>
    <message>
        <source>The chosen pages hold nothing that this format could.</source>
        <translation>Die gewählten Seiten enthalten nichts, was dieses Format aufnehmen könnte.</translation>
    </message>
    <message>
        <source>This format has no preview.</source>
        <translation>Dieses Format hat keine Vorschau.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s): %1</source>
        <translation>
            <numerusform>%n Datei: %1</numerusform>
            <numerusform>%n Dateien: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written to %1</source>
        <translation>
            <numerusform>%n Datei nach %1 geschrieben</numerusform>
            <numerusform>%n Dateien nach %1 geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>Folder for the files</source>
        <translation>Ordner für die Dateien</translation>
    </message>
    <message numerus="yes">
        <source>%n selected page(s)</source>
        <translation>
            <numerusform>%n ausgewählte Seite</numerusform>
            <numerusform>%n ausgewählte Seiten</numerusform>
        </translation>
    </message>
    <message>
        <source>Pages of this document, by number</source>
        <translation>Seiten dieses Dokuments, nach Nummern</translation>
    </message>
    <message>
        <source>Say which pages, such as 1-4,9.</source>
        <translation>Geben Sie die Seiten an, etwa 1-4,9.</translation>
    </message>
</context>
<context>
    <name>palimpsest::ExportLink</name>
    <message numerus="yes">
        <source>%n file(s) written to %1</source>
        <translation>
            <numerusform>%n Datei nach %1 geschrieben</numerusform>
            <numerusform>%n Dateien nach %1 geschrieben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::FindBar</name>
    <message>
        <source>Match case</source>
        <translation>Groß- und Kleinschreibung beachten</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>Ganze Wörter</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace All</source>
        <translation>Alle ersetzen</translation>
    </message>
    <message>
        <source>Find in results</source>
        <translation>In den Ergebnissen suchen</translation>
    </message>
    <message>
        <source>On this page</source>
        <translation>Auf dieser Seite</translation>
    </message>
    <message>
        <source>On all pages</source>
        <translation>Auf allen Seiten</translation>
    </message>
    <message>
        <source>Where to search</source>
        <translation>Wo gesucht wird</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Replace by</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>With a regular expression, \1 to \9 stand for what its brackets found</source>
        <translation>Bei einem regulären Ausdruck stehen \1 bis \9 für das, was seine Klammern gefunden haben</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Vorige Fundstelle</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Suche schließen</translation>
    </message>
</context>
<context>
    <name>palimpsest::FindLink</name>
    <message>
        <source>Replace “%1” by “%2”</source>
        <translation>„%1“ durch „%2“ ersetzen</translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n ersetzt</numerusform>
            <numerusform>%n ersetzt</numerusform>
        </translation>
    </message>
    <message>
        <source>No regular expression: %1, at character %2</source>
        <translation>Kein regulärer Ausdruck: %1, bei Zeichen %2</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n gefunden</numerusform>
            <numerusform>%n gefunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::HelpPage</name>
    <message>
        <source>en.md</source>
        <extracomment>The file of the help page in this language: resources/help/en.md</extracomment>
        <translation>de.md</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
</context>
<context>
    <name>palimpsest::ImportDialog</name>
    <message>
        <source>&amp;Copy it instead of linking to it</source>
        <translation>&amp;Kopieren statt verknüpfen</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>Modell importieren</translation>
    </message>
    <message>
        <source>Folder of a checkpoint</source>
        <translation>Ordner eines Checkpoints</translation>
    </message>
    <message>
        <source>A checkpoint of PaliGemma or PaliGemma 2 as Hugging Face has it, or your own fine-tune</source>
        <translation>Ein Checkpoint von PaliGemma oder PaliGemma 2, wie Hugging Face ihn hat, oder ein eigenes Fine-Tuning</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>Name des Modells</translation>
    </message>
    <message>
        <source>A link takes no room on the disk, and breaks where the folder goes away</source>
        <translation>Eine Verknüpfung braucht keinen Platz auf der Platte und reißt ab, wenn der Ordner verschwindet</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <source>There is a model of that name. Give it another.</source>
        <translation>Ein Modell dieses Namens gibt es schon. Geben Sie einen anderen.</translation>
    </message>
    <message>
        <source>A name has no “/” and begins with no full stop.</source>
        <translation>Ein Name enthält kein „/“ und beginnt nicht mit einem Punkt.</translation>
    </message>
    <message>
        <source>Folder or ZIP archive of a checkpoint</source>
        <translation>Ordner oder ZIP-Archiv eines Checkpoints</translation>
    </message>
    <message>
        <source>As the folder or archive is called</source>
        <translation>Wie der Ordner oder das Archiv heißt</translation>
    </message>
    <message>
        <source>&amp;Folder…</source>
        <translation>&amp;Ordner …</translation>
    </message>
    <message>
        <source>&amp;ZIP Archive…</source>
        <translation>&amp;ZIP-Archiv …</translation>
    </message>
    <message>
        <source>F&amp;rom:</source>
        <translation>&amp;Woher:</translation>
    </message>
    <message>
        <source>ZIP archive of a checkpoint</source>
        <translation>ZIP-Archiv eines Checkpoints</translation>
    </message>
    <message>
        <source>ZIP archives (*.zip *.ZIP)</source>
        <translation>ZIP-Archive (*.zip *.ZIP)</translation>
    </message>
    <message>
        <source>The archive is unpacked into the program’s own folder and is not needed afterwards.</source>
        <translation>Das Archiv wird in den eigenen Ordner des Programms entpackt und danach nicht mehr gebraucht.</translation>
    </message>
</context>
<context>
    <name>palimpsest::JobController</name>
    <message numerus="yes">
        <source>it took longer than %n minute(s)</source>
        <translation>
            <numerusform>sie dauerte länger als %n Minute</numerusform>
            <numerusform>sie dauerte länger als %n Minuten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::JobListModel</name>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>%1, page %2</source>
        <translation>%1, Seite %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>done in %1 s</source>
        <translation>fertig in %1 s</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>read in part, in %1 s</source>
        <translation>teilweise gelesen, in %1 s</translation>
    </message>
    <message>
        <source>nothing found, in %1 s</source>
        <translation>nichts gefunden, in %1 s</translation>
    </message>
</context>
<context>
    <name>palimpsest::KernEdit</name>
    <message>
        <source>Music as **kern</source>
        <translation>Musik als **kern</translation>
    </message>
</context>
<context>
    <name>palimpsest::LayerButton</name>
    <message>
        <source>Layers</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>Masken</translation>
    </message>
    <message>
        <source>Opacity of %1</source>
        <translation>Deckkraft: %1</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>Zellen</translation>
    </message>
    <message>
        <source>Reading order</source>
        <translation>Lesefolge</translation>
    </message>
</context>
<context>
    <name>palimpsest::LineEditor</name>
    <message>
        <source>The place on the page</source>
        <translation>Die Stelle auf der Seite</translation>
    </message>
    <message>
        <source>Corrected text</source>
        <translation>Berichtigter Text</translation>
    </message>
</context>
<context>
    <name>palimpsest::LogLink</name>
    <message>
        <source>The log file cannot be written. Everything else goes on without it.</source>
        <translation>Die Protokolldatei lässt sich nicht schreiben. Alles andere geht ohne sie weiter.</translation>
    </message>
    <message>
        <source>There is no log file yet. It would be %1.</source>
        <translation>Es gibt noch keine Protokolldatei. Sie wäre %1.</translation>
    </message>
    <message>
        <source>No program was found that shows the log file. It is %1.</source>
        <translation>Es wurde kein Programm gefunden, das die Protokolldatei zeigt. Sie ist %1.</translation>
    </message>
</context>
<context>
    <name>palimpsest::MainWindow</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>&amp;Rückgängig: %1</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>&amp;Wiederholen: %1</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>The clipboard holds no picture and no file. Copy one and paste again.</source>
        <translation>Die Zwischenablage enthält weder ein Bild noch eine Datei. Kopieren Sie eines davon und fügen Sie es noch einmal ein.</translation>
    </message>
    <message>
        <source>Palimpsest[*]</source>
        <translation>Palimpsest[*]</translation>
    </message>
    <message>
        <source>%1[*] – Palimpsest</source>
        <translation>%1[*] – Palimpsest</translation>
    </message>
</context>
<context>
    <name>palimpsest::MaskLink</name>
    <message>
        <source>Paint mask of “%1”</source>
        <translation>Maske von „%1“ malen</translation>
    </message>
    <message>
        <source>Erase mask of “%1”</source>
        <translation>Maske von „%1“ radieren</translation>
    </message>
    <message numerus="yes">
        <source>A polygon needs three corners; this one has %n. Click, or press Space, to set another.</source>
        <translation>
            <numerusform>Ein Vieleck braucht drei Ecken; dieses hat %n. Ein Klick oder die Leertaste setzt die nächste.</numerusform>
            <numerusform>Ein Vieleck braucht drei Ecken; dieses hat %n. Ein Klick oder die Leertaste setzt die nächste.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::MessageStrip</name>
    <message>
        <source>Message</source>
        <translation>Mitteilung</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation>Die Mitteilung schließen</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::ModelCommand</name>
    <message>
        <source>The program ‘palimpsest’ could not be started: %1</source>
        <translation>Das Programm „palimpsest“ ließ sich nicht starten: %1</translation>
    </message>
    <message>
        <source>The program ended with code %1.</source>
        <translation>Das Programm endete mit Code %1.</translation>
    </message>
</context>
<context>
    <name>palimpsest::ModelGuide</name>
    <message>
        <source>None was found.</source>
        <translation>Es wurde keines gefunden.</translation>
    </message>
    <message>
        <source>Getting a model</source>
        <translation>Ein Modell beschaffen</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Rechner</translation>
    </message>
    <message>
        <source>The starter, which is already there</source>
        <translation>Das Startmodell, das schon da ist</translation>
    </message>
    <message>
        <source>A published model, which you fetch yourself</source>
        <translation>Ein veröffentlichtes Modell, das Sie selbst holen</translation>
    </message>
    <message>
        <source>PaliGemma 2 by Google can caption pictures, answer questions, find objects and read text. This program never connects to the internet; a browser and one command fetch the model:</source>
        <translation>PaliGemma 2 von Google kann Bilder beschreiben, Fragen beantworten, Gegenstände finden und Text lesen. Dieses Programm geht nie ins Internet; ein Browser und ein Befehl holen das Modell:</translation>
    </message>
    <message>
        <source>1. Open the %1, sign in and accept the %2. They are not those of this program; read what they forbid.</source>
        <translation>1. Die %1 öffnen, sich anmelden und die %2 annehmen. Es sind nicht die dieses Programms; lesen Sie, was sie verbieten.</translation>
    </message>
    <message>
        <source>page of the model</source>
        <translation>Seite des Modells</translation>
    </message>
    <message>
        <source>terms of Gemma</source>
        <translation>Bedingungen von Gemma</translation>
    </message>
    <message>
        <source>Command that fetches the model</source>
        <translation>Befehl, der das Modell holt</translation>
    </message>
    <message>
        <source>Tables, molecules and music</source>
        <translation>Tabellen, Moleküle und Noten</translation>
    </message>
    <message>
        <source>&amp;Look Again</source>
        <translation>&amp;Noch einmal nachsehen</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modelle…</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Opens in your browser</source>
        <translation>Öffnet sich im Browser</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>About the starter</source>
        <translation>Zum Startmodell</translation>
    </message>
    <message>
        <source>Looking at what this computer has the memory for…</source>
        <translation>Es wird nachgesehen, wofür der Speicher dieses Rechners reicht …</translation>
    </message>
    <message>
        <source>What fits on this computer</source>
        <translation>Was auf diesen Rechner passt</translation>
    </message>
    <message>
        <source>Addresses of the model and its licence</source>
        <translation>Adressen des Modells und seiner Lizenz</translation>
    </message>
    <message>
        <source>2. Fetch it in a terminal, with the tool of the site:</source>
        <translation>2. Laden Sie es in einem Terminal herunter, mit dem Werkzeug der Seite:</translation>
    </message>
    <message>
        <source>The published models were not trained for these. Where what is there does not do, a model is needed that was fine-tuned for them, with a palimpsest.json beside it that says what it can do.</source>
        <translation>Dafür wurden die veröffentlichten Modelle nicht trainiert. Wo das Vorhandene nicht genügt, braucht es ein Modell, das dafür nachtrainiert wurde, mit einer palimpsest.json daneben, die sagt, was es kann.</translation>
    </message>
    <message>
        <source>It was not found. It comes with the program; installing that again brings it back.</source>
        <translation>Es wurde nicht gefunden. Es gehört zum Programm; wird dieses neu installiert, ist es wieder da.</translation>
    </message>
    <message>
        <source>3. Come back and press “Look again”. It is found where that tool puts it; a folder or a ZIP archive from elsewhere is imported in the list of models.</source>
        <translation>3. Zurückkommen und „Noch einmal nachsehen“ drücken. Es wird dort gefunden, wo das Werkzeug es ablegt; ein Ordner oder ein ZIP-Archiv von anderswo wird in der Liste der Modelle importiert.</translation>
    </message>
    <message>
        <source>It comes with the program, works on any computer, and can do: %1. It is small, and was trained on printed pages and on coloured shapes; objects, masks and captions are about such shapes alone, questions about them and about tables. Larger models read more kinds of pages and pictures.</source>
        <translation>Es gehört zum Programm, läuft auf jedem Rechner und kann: %1. Es ist klein und wurde an gedruckten Seiten und farbigen Formen trainiert; Objekte, Masken und Bildunterschriften betreffen nur solche Formen, Fragen diese und Tabellen. Größere Modelle lesen mehr Arten von Seiten und Bildern.</translation>
    </message>
</context>
<context>
    <name>palimpsest::ModelsDialog</name>
    <message>
        <source>About the device</source>
        <translation>Über das Gerät</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Can read</source>
        <translation>Kann lesen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>About the model</source>
        <translation>Über das Modell</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Needs</source>
        <translation>Braucht</translation>
    </message>
    <message>
        <source>On this device</source>
        <translation>Auf diesem Gerät</translation>
    </message>
    <message>
        <source>Made ahead</source>
        <translation>Fertig quantisiert</translation>
    </message>
    <message>
        <source>Forms of the weights</source>
        <translation>Formen der Gewichte</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>&amp;Device:</source>
        <translation>&amp;Gerät:</translation>
    </message>
    <message>
        <source>&amp;Get a Model…</source>
        <translation>Modell &amp;beschaffen…</translation>
    </message>
    <message>
        <source>&amp;Use This</source>
        <translation>Dieses &amp;verwenden</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>&amp;Quantise Now</source>
        <translation>Jetzt &amp;quantisieren</translation>
    </message>
    <message>
        <source>&amp;Remove Quantised</source>
        <translation>Quantisierte &amp;löschen</translation>
    </message>
    <message>
        <source>Read with this model, in this form of its weights, on this device</source>
        <translation>Mit diesem Modell lesen, in dieser Form der Gewichte, auf diesem Gerät</translation>
    </message>
    <message>
        <source>Read every value of every weight, and what was quantised of them</source>
        <translation>Jeden Wert jedes Gewichts lesen, und was daraus quantisiert wurde</translation>
    </message>
    <message>
        <source>Otherwise it is done when the first page is read</source>
        <translation>Sonst geschieht es, wenn die erste Seite gelesen wird</translation>
    </message>
    <message>
        <source>Frees the disk; the weights are quantised again when they are needed</source>
        <translation>Macht Platz auf der Platte; bei Bedarf werden die Gewichte neu quantisiert</translation>
    </message>
    <message>
        <source>The model is whole: every weight was read.</source>
        <translation>Das Modell ist heil: Jedes Gewicht wurde gelesen.</translation>
    </message>
    <message>
        <source>The weights are quantised. The first page need not wait for it.</source>
        <translation>Die Gewichte sind quantisiert. Die erste Seite muss nicht mehr darauf warten.</translation>
    </message>
    <message>
        <source>The quantised weights are removed.</source>
        <translation>Die quantisierten Gewichte sind gelöscht.</translation>
    </message>
    <message>
        <source>The model is imported.</source>
        <translation>Das Modell ist importiert.</translation>
    </message>
    <message>
        <source>Stopped; nothing was left half done.</source>
        <translation>Angehalten; nichts Halbes ist liegen geblieben.</translation>
    </message>
    <message>
        <source>Pages are read with %1 from now on.</source>
        <translation>Seiten werden von jetzt an mit %1 gelesen.</translation>
    </message>
    <message>
        <source>The best there is</source>
        <translation>Das beste vorhandene</translation>
    </message>
    <message>
        <source>%1 (cannot be used)</source>
        <translation>%1 (nicht verwendbar)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>not complete</source>
        <translation>nicht vollständig</translation>
    </message>
    <message>
        <source>Looking at %1…</source>
        <translation>%1 wird angesehen…</translation>
    </message>
    <message>
        <source>%1 can do: %2</source>
        <translation>%1 kann: %2</translation>
    </message>
    <message>
        <source>Its files hold %1; it sees %2 × %2 pixels at a time.</source>
        <translation>Seine Dateien enthalten %1; es sieht %2 × %2 Pixel auf einmal.</translation>
    </message>
    <message>
        <source>Licence: %1</source>
        <translation>Lizenz: %1</translation>
    </message>
    <message>
        <source>On this device, %1 free</source>
        <translation>Auf diesem Gerät, %1 frei</translation>
    </message>
    <message>
        <source>Reading every weight…</source>
        <translation>Jedes Gewicht wird gelesen…</translation>
    </message>
    <message>
        <source>Quantising the weights…</source>
        <translation>Die Gewichte werden quantisiert…</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>Wird gelöscht…</translation>
    </message>
    <message>
        <source>Checking and importing…</source>
        <translation>Wird geprüft und importiert…</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren …</translation>
    </message>
    <message>
        <source>You acknowledged the terms of Gemma on %1.</source>
        <translation>Die Bedingungen von Gemma haben Sie am %1 zur Kenntnis genommen.</translation>
    </message>
    <message>
        <source>The terms of Gemma are shown before it is used for the first time.</source>
        <translation>Bevor es zum ersten Mal verwendet wird, werden die Bedingungen von Gemma gezeigt.</translation>
    </message>
</context>
<context>
    <name>palimpsest::ModelsLink</name>
    <message>
        <source>That you acknowledged the terms could not be kept on the disk; you will be asked again at the next start.</source>
        <translation>Dass Sie die Bedingungen zur Kenntnis genommen haben, ließ sich nicht auf der Platte vermerken; beim nächsten Start wird noch einmal gefragt.</translation>
    </message>
    <message>
        <source>No page can be read: the terms of %1 were not acknowledged, and there is no other model.</source>
        <translation>Keine Seite lässt sich lesen: Die Bedingungen von %1 wurden nicht zur Kenntnis genommen, und ein anderes Modell gibt es nicht.</translation>
    </message>
    <message>
        <source>Show the Terms…</source>
        <translation>Bedingungen zeigen …</translation>
    </message>
</context>
<context>
    <name>palimpsest::MoleculeCard</name>
    <message>
        <source>The drawing on the page</source>
        <translation>Die Zeichnung auf der Seite</translation>
    </message>
    <message>
        <source>The drawing of the SMILES</source>
        <translation>Die Zeichnung des SMILES</translation>
    </message>
    <message>
        <source>Canonical SMILES</source>
        <translation>Kanonischer SMILES</translation>
    </message>
    <message>
        <source>InChIKey</source>
        <translation>InChIKey</translation>
    </message>
    <message>
        <source>SMILES</source>
        <translation>SMILES</translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation>Kopieren als</translation>
    </message>
    <message>
        <source>Canonical</source>
        <translation>Kanonisch</translation>
    </message>
    <message>
        <source>This is no molecule.</source>
        <translation>Das ist kein Molekül.</translation>
    </message>
    <message>
        <source>InChI has no words for it.</source>
        <translation>InChI kann es nicht ausdrücken.</translation>
    </message>
    <message>
        <source>No molecule</source>
        <translation>Kein Molekül</translation>
    </message>
    <message>
        <source>Before the last change</source>
        <translation>Vor der letzten Änderung</translation>
    </message>
    <message>
        <source>A molecule; its chemistry is in order.</source>
        <translation>Ein Molekül; seine Chemie ist in Ordnung.</translation>
    </message>
    <message>
        <source>The model was %1 % sure of what it read.</source>
        <translation>Das Modell war sich seiner Lesung zu %1 % sicher.</translation>
    </message>
</context>
<context>
    <name>palimpsest::OpenDialogs</name>
    <message>
        <source>Open documents</source>
        <translation>Dokumente öffnen</translation>
    </message>
    <message>
        <source>Documents and projects (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.webp *.bmp *.palimpsest)</source>
        <translation>Dokumente und Projekte (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.webp *.bmp *.palimpsest)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a folder of documents</source>
        <translation>Einen Ordner mit Dokumenten öffnen</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Kennwort</translation>
    </message>
    <message>
        <source>That was not the password of %1. Try again:</source>
        <translation>Das war nicht das Kennwort von %1. Noch einmal:</translation>
    </message>
    <message>
        <source>%1 is encrypted. Its password:</source>
        <translation>%1 ist verschlüsselt. Das Kennwort:</translation>
    </message>
</context>
<context>
    <name>palimpsest::PageCanvas</name>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>The page as a picture; what was found on it is in the list of results</source>
        <translation>Die Seite als Bild; was auf ihr gefunden wurde, steht in der Liste der Ergebnisse</translation>
    </message>
    <message>
        <source>Nothing was read here yet.</source>
        <translation>Hier wurde noch nichts gelesen.</translation>
    </message>
    <message>
        <source>The page. Ctrl and the wheel zoom at the pointer, dragging moves it. A click upon a box chooses what was read there, a double click corrects it. Space hides what lies upon the page while it is held, Alt shows what the model saw of it.</source>
        <translation>Die Seite. Strg und das Mausrad vergrößern am Zeiger, Ziehen verschiebt sie. Ein Klick auf einen Rahmen wählt, was dort gelesen wurde, ein Doppelklick berichtigt es. Solange die Leertaste gehalten wird, verschwindet, was auf der Seite liegt; Alt zeigt, was das Modell von ihr sah.</translation>
    </message>
</context>
<context>
    <name>palimpsest::PageListModel</name>
    <message>
        <source>%1, page %2 of %3: %4</source>
        <translation>%1, Seite %2 von %3: %4</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>noch nicht gelesen</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>being read</source>
        <translation>wird gelesen</translation>
    </message>
    <message>
        <source>read</source>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>read and corrected</source>
        <translation>gelesen und berichtigt</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>nicht lesbar</translation>
    </message>
</context>
<context>
    <name>palimpsest::PageNumberField</name>
    <message>
        <source>Page number</source>
        <translation>Seitenzahl</translation>
    </message>
    <message>
        <source> / %1</source>
        <translation> / %1</translation>
    </message>
</context>
<context>
    <name>palimpsest::PageRangeField</name>
    <message>
        <source>Pages, such as 1-4,9</source>
        <translation>Seiten, etwa 1-4,9</translation>
    </message>
    <message>
        <source>1-4,9</source>
        <translation>1-4,9</translation>
    </message>
    <message numerus="yes">
        <source>“%1” names no pages. This document has %n page(s), counted from 1; write them like 1-4,9.</source>
        <translation>
            <numerusform>„%1“ nennt keine Seiten. Dieses Dokument hat %n Seite, gezählt ab 1; schreiben Sie etwa 1-4,9.</numerusform>
            <numerusform>„%1“ nennt keine Seiten. Dieses Dokument hat %n Seiten, gezählt ab 1; schreiben Sie etwa 1-4,9.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::PageStrip</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>The pages of all documents. Ctrl and the wheel make their pictures larger or smaller. Several can be selected, to be turned, read or exported together.</source>
        <translation>Die Seiten aller Dokumente. Strg und das Mausrad machen ihre Bilder größer oder kleiner. Mehrere lassen sich auswählen, um sie zusammen zu drehen, zu lesen oder zu exportieren.</translation>
    </message>
</context>
<context>
    <name>palimpsest::PageView</name>
    <message>
        <source>Page %1 of %2</source>
        <translation>Seite %1 von %2</translation>
    </message>
</context>
<context>
    <name>palimpsest::PagesDialog</name>
    <message>
        <source>Run Pages</source>
        <translation>Seiten lesen</translation>
    </message>
    <message>
        <source>&amp;Pages of %1, 1 to %2:</source>
        <translation>&amp;Seiten von %1, 1 bis %2:</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Lesen</translation>
    </message>
</context>
<context>
    <name>palimpsest::PresetLink</name>
    <message>
        <source>Save as Preset</source>
        <translation>Als Vorgabe speichern</translation>
    </message>
    <message>
        <source>Presets (*.json)</source>
        <translation>Vorgaben (*.json)</translation>
    </message>
    <message>
        <source>The preset “%1” is saved in %2. Given to others, that file is taken from the same menu.</source>
        <translation>Die Vorgabe „%1“ liegt in %2. Wem die Datei gegeben wird, der holt sie über dasselbe Menü.</translation>
    </message>
    <message>
        <source>Preset from a File</source>
        <translation>Vorgabe aus einer Datei</translation>
    </message>
    <message>
        <source>There is another preset “%1” already. Give the file another name first.</source>
        <translation>Es gibt schon eine andere Vorgabe „%1“. Bitte die Datei zuerst umbenennen.</translation>
    </message>
    <message>
        <source>The preset “%1” wants “%2”, which the model at hand does not read. Choose another model first.</source>
        <translation>Die Vorgabe „%1“ will „%2“, was das jetzige Modell nicht liest. Bitte zuerst ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>The preset “%1” is in use but for what only the command line follows: %2.</source>
        <translation>Die Vorgabe „%1“ gilt, bis auf das, was nur die Befehlszeile befolgt: %2.</translation>
    </message>
    <message>
        <source>The preset “%1” is in use.</source>
        <translation>Die Vorgabe „%1“ gilt.</translation>
    </message>
</context>
<context>
    <name>palimpsest::Project</name>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Remove result</source>
        <translation>Ergebnis entfernen</translation>
    </message>
    <message>
        <source>Edit “%1”</source>
        <translation>„%1“ berichtigen</translation>
    </message>
    <message>
        <source>Delete “%1”</source>
        <translation>„%1“ löschen</translation>
    </message>
    <message>
        <source>Accept “%1”</source>
        <translation>„%1“ annehmen</translation>
    </message>
    <message>
        <source>Add region</source>
        <translation>Bereich anlegen</translation>
    </message>
    <message>
        <source>Move region</source>
        <translation>Bereich verschieben</translation>
    </message>
    <message>
        <source>Resize region</source>
        <translation>Größe des Bereichs ändern</translation>
    </message>
    <message>
        <source>Task of region</source>
        <translation>Aufgabe des Bereichs ändern</translation>
    </message>
    <message>
        <source>Remove region</source>
        <translation>Bereich entfernen</translation>
    </message>
    <message numerus="yes">
        <source>Turn %n page(s)</source>
        <translation>
            <numerusform>%n Seite drehen</numerusform>
            <numerusform>%n Seiten drehen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Straighten %n page(s)</source>
        <translation>
            <numerusform>%n Seite gerade richten</numerusform>
            <numerusform>%n Seiten gerade richten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Leave %n page(s) as scanned</source>
        <translation>
            <numerusform>%n Seite lassen, wie sie ist</numerusform>
            <numerusform>%n Seiten lassen, wie sie sind</numerusform>
        </translation>
    </message>
    <message>
        <source>Put documents into the project</source>
        <translation>Dokumente ins Projekt legen</translation>
    </message>
    <message>
        <source>Language of answers</source>
        <translation>Sprache der Antworten</translation>
    </message>
</context>
<context>
    <name>palimpsest::ProjectLink</name>
    <message numerus="yes">
        <source>%n document(s) of the project are no longer there; what was read on them is. Missing: %1</source>
        <translation>
            <numerusform>%n Dokument des Projekts ist nicht mehr da; was darauf gelesen wurde, schon. Es fehlt: %1</numerusform>
            <numerusform>%n Dokumente des Projekts sind nicht mehr da; was darauf gelesen wurde, schon. Es fehlen: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The program did not end as it should have. Your work up to %1 is still there.</source>
        <translation>Das Programm wurde nicht ordentlich beendet. Ihre Arbeit bis %1 ist noch da.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation>Das Projekt speichern</translation>
    </message>
    <message>
        <source>Palimpsest projects (*.palimpsest)</source>
        <translation>Palimpsest-Projekte (*.palimpsest)</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>Nicht gespeicherte Änderungen</translation>
    </message>
    <message>
        <source>The project has changes that are not saved.</source>
        <translation>Das Projekt hat Änderungen, die nicht gespeichert sind.</translation>
    </message>
    <message>
        <source>%1 is open in another window. This is a copy of it, which is saved under another name.</source>
        <translation>%1 ist in einem anderen Fenster offen. Dies ist eine Kopie davon, die unter einem anderen Namen gespeichert wird.</translation>
    </message>
    <message>
        <source>%1 is open on %2. This is a copy of it, which is saved under another name. If nobody works on it there any more, it can be taken over.</source>
        <translation>%1 ist auf %2 offen. Dies ist eine Kopie davon, die unter einem anderen Namen gespeichert wird. Arbeitet dort niemand mehr daran, kann es übernommen werden.</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>All documents go into the project file when it is saved, so that it can be given to others alone.</source>
        <translation>Alle Dokumente kommen beim Speichern in die Projektdatei, sodass sie allein weitergegeben werden kann.</translation>
    </message>
</context>
<context>
    <name>palimpsest::QueuePanel</name>
    <message>
        <source>about %1 s left</source>
        <translation>noch etwa %1 s</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>noch etwa %1 min</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Retry failed</source>
        <translation>Fehlgeschlagene erneut</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Erledigte entfernen</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Progress of all pages</source>
        <translation>Fortschritt aller Seiten</translation>
    </message>
    <message>
        <source>Nothing to read</source>
        <translation>Nichts zu lesen</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n page(s)</source>
        <translation>
            <numerusform>%1 von %n Seite</numerusform>
            <numerusform>%1 von %n Seiten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s a page</source>
        <translation>%1 s je Seite</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Pages that are to be read, one after the other. One that fails is set aside with the reason and does not hold up the others.</source>
        <translation>Seiten, die gelesen werden sollen, eine nach der anderen. Misslingt eine, wird sie mit dem Grund beiseitegelegt und hält die anderen nicht auf.</translation>
    </message>
</context>
<context>
    <name>palimpsest::RegionLink</name>
    <message>
        <source>The page as a picture; what was found on it is in the list of results</source>
        <translation>Die Seite als Bild; was auf ihr gefunden wurde, steht in der Liste der Ergebnisse</translation>
    </message>
    <message>
        <source>Region %1 of %2</source>
        <translation>Bereich %1 von %2</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>vorgeschlagen</translation>
    </message>
    <message>
        <source>This model does not read that (%1): %2.</source>
        <translation>Dieses Modell liest das nicht (%1): %2.</translation>
    </message>
    <message>
        <source>What to look for, or what to answer:</source>
        <translation>Wonach gesucht oder was beantwortet werden soll:</translation>
    </message>
    <message>
        <source>What to look for, or what to answer, for example “%1”:</source>
        <translation>Wonach gesucht oder was beantwortet werden soll, zum Beispiel „%1“:</translation>
    </message>
    <message numerus="yes">
        <source>%n region(s) were left out. %1</source>
        <translation>
            <numerusform>%n Bereich wurde ausgelassen. %1</numerusform>
            <numerusform>%n Bereiche wurden ausgelassen. %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>palimpsest::RegionMenu</name>
    <message>
        <source>Region</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>%1 – not read: %2</source>
        <translation>%1 – wird nicht gelesen: %2</translation>
    </message>
</context>
<context>
    <name>palimpsest::ResultDelegate</name>
    <message>
        <source>Corrected text</source>
        <translation>Berichtigter Text</translation>
    </message>
</context>
<context>
    <name>palimpsest::ResultListModel</name>
    <message>
        <source>confidence %1, not calibrated</source>
        <translation>Zuversicht %1, nicht geeicht</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>berichtigt</translation>
    </message>
    <message>
        <source>the box is not to be measured</source>
        <translation>der Rahmen taugt nicht zum Messen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Zuversicht</translation>
    </message>
    <message>
        <source>Table %1 · %2 × %3</source>
        <translation>Tabelle %1 · %2 × %3</translation>
    </message>
    <message numerus="yes">
        <source>System %1 · %n measure(s)</source>
        <translation>
            <numerusform>Akkolade %1 · %n Takt</numerusform>
            <numerusform>Akkolade %1 · %n Takte</numerusform>
        </translation>
    </message>
    <message>
        <source>doubtful: %1</source>
        <translation>zweifelhaft: %1</translation>
    </message>
</context>
<context>
    <name>palimpsest::ResultPanel</name>
    <message>
        <source>corrected</source>
        <translation>berichtigt</translation>
    </message>
    <message>
        <source>Result that is shown</source>
        <translation>Gezeigtes Ergebnis</translation>
    </message>
    <message>
        <source>Text that is being read</source>
        <translation>Text, der gerade gelesen wird</translation>
    </message>
    <message>
        <source>What was found on the page</source>
        <translation>Was auf der Seite gefunden wurde</translation>
    </message>
    <message>
        <source>Open a document to read it.</source>
        <translation>Öffnen Sie ein Dokument, um es zu lesen.</translation>
    </message>
    <message>
        <source>Not read yet. “Run Page” reads this page, “Run All Pages” all of them.</source>
        <translation>Noch nicht gelesen. „Seite lesen“ liest diese Seite, „Alle Seiten lesen“ alle.</translation>
    </message>
    <message>
        <source>This page could not be read: %1</source>
        <translation>Diese Seite konnte nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>Nothing was found on this page.</source>
        <translation>Auf dieser Seite wurde nichts gefunden.</translation>
    </message>
    <message>
        <source>Partial: print that the model could not read is left out.</source>
        <translation>Unvollständig: Druck, den das Modell nicht lesen konnte, fehlt.</translation>
    </message>
    <message>
        <source>Partial: an answer was cut off or could not be understood in full.</source>
        <translation>Unvollständig: Eine Antwort wurde abgeschnitten oder war nicht ganz zu verstehen.</translation>
    </message>
    <message>
        <source>Everything that was read on this page: each run is kept beside the others, and corrections are never replaced.</source>
        <translation>Alles, was auf dieser Seite gelesen wurde: Jeder Lauf bleibt neben den anderen bestehen, und Berichtigungen werden nie ersetzt.</translation>
    </message>
    <message>
        <source>What was read on the page, in reading order. What is chosen here is framed upon the page, and the other way round. Letters that the model was not sure of are shaded. F2 corrects a row, Enter accepts it, Del removes it; all of it can be undone.</source>
        <translation>Was auf der Seite gelesen wurde, in Lesefolge. Was hier gewählt ist, ist auf der Seite gerahmt, und umgekehrt. Buchstaben, deren sich das Modell nicht sicher war, sind unterlegt. F2 berichtigt eine Zeile, Eingabe nimmt sie an, Entf entfernt sie; alles lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>Experimental: the page looked blank and was read all the same; what stands here may be invented.</source>
        <translation>Versuch: Die Seite sah leer aus und wurde trotzdem gelesen; was hier steht, kann erfunden sein.</translation>
    </message>
    <message>
        <source>Experimental: the model was not made for this, or hardly knows such pages.</source>
        <translation>Versuch: Das Modell ist dafür nicht gemacht oder kennt solche Seiten kaum.</translation>
    </message>
    <message>
        <source>Read An&amp;yway</source>
        <translation>&amp;Trotzdem lesen</translation>
    </message>
    <message>
        <source>Shows the model all of the page; what comes of it is marked as an experiment</source>
        <translation>Zeigt dem Modell die ganze Seite; was dabei herauskommt, wird als Versuch gekennzeichnet</translation>
    </message>
    <message>
        <source>Looks blank (%1 % ink). Skipped, because models invent text on blank pages.</source>
        <translation>Sieht leer aus (%1 % Farbe). Übersprungen, weil Modelle auf leeren Seiten Text erfinden.</translation>
    </message>
    <message>
        <source>Nothing to read was found here. Skipped, because models invent text on blank pages.</source>
        <translation>Hier wurde nichts zu lesen gefunden. Übersprungen, weil Modelle auf leeren Seiten Text erfinden.</translation>
    </message>
    <message>
        <source>Partial: no cell of a table answers the question, or several do; nothing is guessed.</source>
        <translation>Unvollständig: Keine Zelle einer Tabelle beantwortet die Frage, oder mehrere tun es; geraten wird nicht.</translation>
    </message>
</context>
<context>
    <name>palimpsest::ReviewBar</name>
    <message>
        <source>Previous doubtful place</source>
        <translation>Vorige zweifelhafte Stelle</translation>
    </message>
    <message>
        <source>Next doubtful place</source>
        <translation>Nächste zweifelhafte Stelle</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Berichtigen</translation>
    </message>
    <message>
        <source>The place on the page</source>
        <translation>Die Stelle auf der Seite</translation>
    </message>
    <message>
        <source>Nothing doubtful</source>
        <translation>Nichts Zweifelhaftes</translation>
    </message>
    <message>
        <source>%1 of %2 doubtful</source>
        <translation>%1 von %2 zweifelhaften</translation>
    </message>
    <message numerus="yes">
        <source>%n doubtful</source>
        <translation>
            <numerusform>%n zweifelhafte</numerusform>
            <numerusform>%n zweifelhafte</numerusform>
        </translation>
    </message>
    <message>
        <source>Leads through what the model was not sure of, on all pages: F8 to the next place, Shift+F8 back. How sure it has to be is in the settings.</source>
        <translation>Führt durch alles, dessen sich das Modell nicht sicher war, auf allen Seiten: F8 zur nächsten Stelle, Umschalt+F8 zurück. Wie sicher es sein muss, steht in den Einstellungen.</translation>
    </message>
</context>
<context>
    <name>palimpsest::RunLink</name>
    <message>
        <source>A page that you have corrected was read again. Your version is still the shown one; the new one is in the list above the results.</source>
        <translation>Eine Seite, die Sie berichtigt haben, wurde neu gelesen. Gezeigt wird weiter Ihre Fassung; die neue steht in der Liste über den Ergebnissen.</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>Das Modell wird geladen …</translation>
    </message>
    <message>
        <source>No model loaded</source>
        <translation>Kein Modell geladen</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>Say what to look for, or ask a question, in the field beside the task.</source>
        <translation>Schreiben Sie in das Feld neben der Aufgabe, was gesucht wird oder wie die Frage lautet.</translation>
    </message>
    <message>
        <source>Retry failed</source>
        <translation>Fehlgeschlagene wiederholen</translation>
    </message>
    <message>
        <source>Every page has been read for this already.</source>
        <translation>Jede Seite wurde dafür schon gelesen.</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) hold text of their own, which could stand in place of the reading.</source>
        <translation>
            <numerusform>%n Seite enthält selbst Text, der an die Stelle der Lesung treten könnte.</numerusform>
            <numerusform>%n Seiten enthalten selbst Text, der an die Stelle der Lesung treten könnte.</numerusform>
        </translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>No model was found on this computer. Pages can be looked at and corrected, but not read.</source>
        <translation>Auf diesem Rechner wurde kein Modell gefunden. Seiten lassen sich ansehen und berichtigen, aber nicht lesen.</translation>
    </message>
    <message>
        <source>Get a Model…</source>
        <translation>Modell beschaffen …</translation>
    </message>
    <message>
        <source>The chosen model is not on this computer, or not complete.</source>
        <translation>Das gewählte Modell ist nicht auf diesem Rechner oder nicht vollständig.</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>Anderes wählen …</translation>
    </message>
</context>
<context>
    <name>palimpsest::SampleGallery</name>
    <message>
        <source>Sample pages</source>
        <translation>Beispielseiten</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>About the sample</source>
        <translation>Über das Beispiel</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Öffnen</translation>
    </message>
    <message>
        <source>The samples are not installed.</source>
        <translation>Die Beispiele sind nicht installiert.</translation>
    </message>
    <message>
        <source>%1 does not read this (%2): %3</source>
        <translation>%1 liest das nicht (%2): %3</translation>
    </message>
</context>
<context>
    <name>palimpsest::SampleLink</name>
    <message>
        <source>%1: %2 The model at hand does not read it: %3</source>
        <translation>%1: %2 Das vorhandene Modell liest es nicht: %3</translation>
    </message>
    <message>
        <source>Get a Model…</source>
        <translation>Modell beschaffen…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Read as: %1</source>
        <translation>Lesen als: %1</translation>
    </message>
</context>
<context>
    <name>palimpsest::ScoreCard</name>
    <message>
        <source>The music on the page</source>
        <translation>Die Musik auf der Seite</translation>
    </message>
    <message>
        <source>What is doubtful about the music</source>
        <translation>Was an der Musik zweifelhaft ist</translation>
    </message>
    <message numerus="yes">
        <source>%n measure(s)</source>
        <translation>
            <numerusform>%n Takt</numerusform>
            <numerusform>%n Takte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n staff/staves</source>
        <translation>
            <numerusform>%n Notensystem</numerusform>
            <numerusform>%n Notensysteme</numerusform>
        </translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>The bar goes by the clock; the sound may come a little later.</source>
        <translation>Der Balken geht nach der Uhr; der Ton kann etwas später kommen.</translation>
    </message>
</context>
<context>
    <name>palimpsest::ScorePlayer</name>
    <message>
        <source>%1 could not be started: %2</source>
        <translation>%1 konnte nicht gestartet werden: %2</translation>
    </message>
    <message>
        <source>The music could not be written for playing: %1</source>
        <translation>Die Musik konnte nicht zum Abspielen geschrieben werden: %1</translation>
    </message>
    <message>
        <source>%1 could not play the music: %2</source>
        <translation>%1 konnte die Musik nicht abspielen: %2</translation>
    </message>
</context>
<context>
    <name>palimpsest::SettingSearch</name>
    <message>
        <source>Search the settings and the keys</source>
        <translation>Einstellungen und Tasten durchsuchen</translation>
    </message>
    <message>
        <source>Ctrl+F; Enter goes to the first that was found</source>
        <translation>Strg+F; mit der Eingabetaste geht es zum ersten Treffer</translation>
    </message>
    <message>
        <source>No setting and no command has “%1”.</source>
        <translation>Keine Einstellung und kein Befehl enthält „%1“.</translation>
    </message>
</context>
<context>
    <name>palimpsest::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>&amp;Fenster</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>As the checkpoint has them</source>
        <translation>Wie der Checkpoint sie hat</translation>
    </message>
    <message>
        <source>bf16, as published</source>
        <translation>bf16, wie veröffentlicht</translation>
    </message>
    <message>
        <source>q8, half the memory</source>
        <translation>q8, halber Speicher</translation>
    </message>
    <message>
        <source>q4, a quarter of the memory</source>
        <translation>q4, ein Viertel des Speichers</translation>
    </message>
    <message>
        <source>&amp;Folder…</source>
        <translation>&amp;Ordner …</translation>
    </message>
    <message>
        <source>A checkpoint of PaliGemma or PaliGemma 2 as Hugging Face has it, or your own fine-tune</source>
        <translation>Ein Checkpoint von PaliGemma oder PaliGemma 2, wie Hugging Face ihn hat, oder ein eigenes Fine-Tuning</translation>
    </message>
    <message>
        <source>M&amp;odel:</source>
        <translation>M&amp;odell:</translation>
    </message>
    <message>
        <source>&amp;Device:</source>
        <translation>&amp;Gerät:</translation>
    </message>
    <message>
        <source>W&amp;eights:</source>
        <translation>G&amp;ewichte:</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Doubtful below</source>
        <translation>Zweifelhaft unter</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>&amp;Appearance:</source>
        <translation>&amp;Aussehen:</translation>
    </message>
    <message>
        <source>&amp;Language, from the next start on:</source>
        <translation>&amp;Sprache, ab dem nächsten Start:</translation>
    </message>
    <message>
        <source>&amp;Doubtful below a confidence of:</source>
        <translation>&amp;Zweifelhaft unter einer Zuversicht von:</translation>
    </message>
    <message>
        <source>The first that is complete</source>
        <translation>Das erste vollständige</translation>
    </message>
    <message>
        <source>%1 (not complete)</source>
        <translation>%1 (nicht vollständig)</translation>
    </message>
    <message>
        <source>The best there is</source>
        <translation>Das beste, das da ist</translation>
    </message>
    <message>
        <source>%1 (cannot be used)</source>
        <translation>%1 (nicht benutzbar)</translation>
    </message>
    <message>
        <source>Folder of a checkpoint</source>
        <translation>Ordner eines Checkpoints</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>About the model</source>
        <translation>Über das Modell</translation>
    </message>
    <message>
        <source>About the device</source>
        <translation>Über das Gerät</translation>
    </message>
    <message>
        <source>%1 can do: %2
%3</source>
        <translation>%1 kann: %2
%3</translation>
    </message>
    <message>
        <source>&amp;Remember opened documents</source>
        <translation>Geöffnete Dokumente &amp;merken</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>Their names stand in the File menu; without this, those that stand there are forgotten</source>
        <translation>Ihre Namen stehen im Menü „Datei“; ohne dies werden die vergessen, die dort stehen</translation>
    </message>
    <message>
        <source>Minutes after which a page is given up</source>
        <translation>Minuten, nach denen eine Seite aufgegeben wird</translation>
    </message>
    <message>
        <source>Minutes after which the memory of the model is released</source>
        <translation>Minuten, nach denen der Speicher des Modells freigegeben wird</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>&amp;Give up a page after:</source>
        <translation>Seite a&amp;ufgeben nach:</translation>
    </message>
    <message>
        <source>&amp;Release the memory when idle for:</source>
        <translation>Speicher f&amp;reigeben, wenn nichts gelesen wird, nach:</translation>
    </message>
    <message>
        <source>About the file of settings</source>
        <translation>Über die Datei mit Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Save Settings As…</source>
        <translation>Einstellungen speichern &amp;unter …</translation>
    </message>
    <message>
        <source>Without the model&apos;s folder and the device, which belong to this computer</source>
        <translation>Ohne den Ordner des Modells und das Gerät, die zu diesem Rechner gehören</translation>
    </message>
    <message>
        <source>Load Se&amp;ttings…</source>
        <translation>Einstellungen &amp;laden …</translation>
    </message>
    <message>
        <source>Shows what a file has; it counts with OK</source>
        <translation>Zeigt, was in einer Datei steht; mit „OK“ gilt es</translation>
    </message>
    <message>
        <source>Save the settings</source>
        <translation>Einstellungen speichern</translation>
    </message>
    <message>
        <source>Load settings</source>
        <translation>Einstellungen laden</translation>
    </message>
    <message>
        <source>Settings (*.ini)</source>
        <translation>Einstellungen (*.ini)</translation>
    </message>
    <message>
        <source>The settings were saved as “%1”.</source>
        <translation>Die Einstellungen wurden als „%1“ gespeichert.</translation>
    </message>
    <message>
        <source>The settings were not saved: %1.</source>
        <translation>Die Einstellungen wurden nicht gespeichert: %1.</translation>
    </message>
    <message>
        <source>The settings of “%1” are shown; they count with OK.</source>
        <translation>Die Einstellungen aus „%1“ werden gezeigt; mit „OK“ gelten sie.</translation>
    </message>
    <message>
        <source>Nothing was loaded, and all settings are as they were: %1.</source>
        <translation>Nichts wurde geladen, alle Einstellungen sind, wie sie waren: %1.</translation>
    </message>
</context>
<context>
    <name>palimpsest::ShortcutPage</name>
    <message>
        <source>&amp;Assign</source>
        <translation>&amp;Zuweisen</translation>
    </message>
    <message>
        <source>&amp;No Keys</source>
        <translation>&amp;Keine Tasten</translation>
    </message>
    <message>
        <source>&amp;Usual Keys</source>
        <translation>&amp;Übliche Tasten</translation>
    </message>
    <message>
        <source>Usual Keys for A&amp;ll</source>
        <translation>Übliche Tasten für a&amp;lle</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Usual keys</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>Neue Tasten</translation>
    </message>
    <message>
        <source>Ne&amp;w keys:</source>
        <translation>Ne&amp;ue Tasten:</translation>
    </message>
    <message>
        <source>%1 belongs to “%2”, which will have no keys then.</source>
        <translation>%1 gehört zu „%2“; dieser Befehl hat dann keine Tasten mehr.</translation>
    </message>
    <message>
        <source>&amp;Assign All the Same</source>
        <translation>Trotzdem &amp;zuweisen</translation>
    </message>
</context>
<context>
    <name>palimpsest::StatusLine</name>
    <message>
        <source>Model and device</source>
        <translation>Modell und Gerät</translation>
    </message>
    <message>
        <source>Choose another model or device</source>
        <translation>Anderes Modell oder Gerät wählen</translation>
    </message>
    <message>
        <source>The model that pages are read with, the form of its weights, and the device that it computes on. A click leads to all models.</source>
        <translation>Das Modell, mit dem Seiten gelesen werden, die Form seiner Gewichte und das Gerät, auf dem es rechnet. Ein Klick führt zu allen Modellen.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Vergrößerung</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>palimpsest::TableCard</name>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Rows × columns</source>
        <translation>Zeilen × Spalten</translation>
    </message>
</context>
<context>
    <name>palimpsest::TableCellDelegate</name>
    <message>
        <source>Text of the cell</source>
        <translation>Text der Zelle</translation>
    </message>
</context>
<context>
    <name>palimpsest::TableGridModel</name>
    <message>
        <source>header</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>%1 rows, %2 columns</source>
        <translation>%1 Zeilen, %2 Spalten</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>zweifelhaft</translation>
    </message>
    <message>
        <source>Edit “%1”</source>
        <translation>„%1“ bearbeiten</translation>
    </message>
</context>
<context>
    <name>palimpsest::TableGridView</name>
    <message>
        <source>Cells of the table</source>
        <translation>Zellen der Tabelle</translation>
    </message>
</context>
<context>
    <name>palimpsest::TaskBar</name>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>What to read on the page, as the model at hand offers it</source>
        <translation>Was auf der Seite gelesen wird, soweit das Modell es anbietet</translation>
    </message>
    <message>
        <source>Question or labels</source>
        <translation>Frage oder Bezeichnungen</translation>
    </message>
    <message>
        <source>What the page is read for. “Automatic” looks for text, tables, drawings and music, and reads each for what it is. What the model cannot do is not offered.</source>
        <translation>Wofür die Seite gelesen wird. „Automatisch“ sucht Text, Tabellen, Zeichnungen und Noten und liest jedes als das, was es ist. Was das Modell nicht kann, wird nicht angeboten.</translation>
    </message>
    <message>
        <source>Language of the answer</source>
        <translation>Sprache der Antwort</translation>
    </message>
    <message>
        <source>The language in which the model answers; it goes with the project</source>
        <translation>Die Sprache, in der das Modell antwortet; sie gehört zum Projekt</translation>
    </message>
    <message>
        <source>Usual language</source>
        <translation>Übliche Sprache</translation>
    </message>
    <message>
        <source>This model knows these words and no others: %1</source>
        <translation>Dieses Modell kennt diese Wörter und keine anderen: %1</translation>
    </message>
</context>
<context>
    <name>palimpsest::TermsDialog</name>
    <message>
        <source>Terms of Gemma</source>
        <translation>Bedingungen von Gemma</translation>
    </message>
    <message>
        <source>What the terms ask for</source>
        <translation>Was die Bedingungen verlangen</translation>
    </message>
    <message>
        <source>I &amp;Acknowledge the Terms</source>
        <translation>Bedingungen zur Kenntnis &amp;genommen</translation>
    </message>
    <message>
        <source>&amp;Use Another Model</source>
        <translation>Anderes &amp;Modell verwenden</translation>
    </message>
    <message>
        <source>Some uses are forbidden, among them to deceive or harm people or to break the law. The list is part of the terms.</source>
        <translation>Manche Zwecke sind verboten, darunter Menschen zu täuschen, ihnen zu schaden oder Gesetze zu brechen. Die Liste gehört zu den Bedingungen.</translation>
    </message>
    <message>
        <source>Whoever hands on the model, or one made from it, hands on the terms as well and says what was changed.</source>
        <translation>Wer das Modell oder eines, das daraus gemacht ist, weitergibt, gibt die Bedingungen mit und sagt, was geändert wurde.</translation>
    </message>
    <message>
        <source>What the model answers is yours. Google claims no right to it, and you answer for what you do with it.</source>
        <translation>Was das Modell antwortet, gehört Ihnen. Google beansprucht kein Recht daran, und Sie stehen für das ein, was Sie damit tun.</translation>
    </message>
    <message>
        <source>Nothing is warranted, and the right to use the model ends where the terms are broken.</source>
        <translation>Es gibt keine Gewährleistung, und das Recht, das Modell zu nutzen, endet, wo die Bedingungen verletzt werden.</translation>
    </message>
    <message>
        <source>%1 is a model by Google, or was made from one. Not the licence of this program holds for it but the terms of Gemma. In short:</source>
        <translation>%1 ist ein Modell von Google oder aus einem gemacht. Dafür gilt nicht die Lizenz dieses Programms, sondern es gelten die Bedingungen von Gemma. In Kürze:</translation>
    </message>
    <message>
        <source>The terms themselves hold, and not this summary. They stand at %1 and open in your browser; this program connects to nothing.</source>
        <translation>Es gelten die Bedingungen selbst und nicht diese Zusammenfassung. Sie stehen unter %1 und öffnen sich im Browser; dieses Programm verbindet sich mit nichts.</translation>
    </message>
    <message>
        <source>When you acknowledged them is kept on this computer, and you are not asked again for this model.</source>
        <translation>Wann Sie sie zur Kenntnis genommen haben, bleibt auf diesem Rechner vermerkt, und für dieses Modell wird nicht noch einmal gefragt.</translation>
    </message>
</context>
<context>
    <name>palimpsest::TextAnswerView</name>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>palimpsest::VersionsDialog</name>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und noch eins</numerusform>
            <numerusform>%1 und noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>shown</source>
        <translation>gezeigt</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>berichtigt</translation>
    </message>
    <message>
        <source>partial</source>
        <translation>unvollständig</translation>
    </message>
    <message>
        <source>experimental</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>&amp;Show This One</source>
        <translation>&amp;Diese zeigen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Versions of this page</source>
        <translation>Fassungen dieser Seite</translation>
    </message>
    <message>
        <source>What was read on this page</source>
        <translation>Was auf dieser Seite gelesen wurde</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>What was asked</source>
        <translation>Was gefragt wurde</translation>
    </message>
    <message>
        <source>What came</source>
        <translation>Was kam</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>How it was read</source>
        <translation>Wie gelesen wurde</translation>
    </message>
</context>
<context>
    <name>palimpsest::WelcomePage</name>
    <message>
        <source>&amp;Open documents…</source>
        <translation>Dokumente ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Drop scans, photographs, PDFs or folders here</source>
        <translation>Scans, Fotos, PDFs oder Ordner hier ablegen</translation>
    </message>
    <message>
        <source>Pages are read on this computer. Nothing leaves it.</source>
        <translation>Gelesen wird auf diesem Rechner. Nichts verlässt ihn.</translation>
    </message>
    <message>
        <source>Look at &amp;sample pages…</source>
        <translation>&amp;Beispielseiten ansehen…</translation>
    </message>
    <message>
        <source>&amp;Get a larger model…</source>
        <translation>&amp;Größeres Modell beschaffen…</translation>
    </message>
    <message>
        <source>No model that can read has been found yet.</source>
        <translation>Es wurde noch kein Modell gefunden, das lesen kann.</translation>
    </message>
    <message>
        <source>The model that is there, %1, can do: %2. Others do more.</source>
        <translation>Das vorhandene Modell, %1, kann: %2. Andere können mehr.</translation>
    </message>
</context>
</TS>
