// Which cell a question asks for, and when none is taken.

#include <QtTest>

#include "pipelines/table/table_lookup.h"

using namespace palimpsest;

namespace {

using Rows = std::vector<std::vector<std::string>>;

// The first `headers` rows are headers; every cell has one place.
Table tableOf(const Rows& rows, std::size_t headers = 1)
{
    Table table{ {}, rows.size(), rows.front().size(), {} };
    for (std::size_t row = 0; row < table.rows; ++row)
        for (std::size_t column = 0; column < table.columns; ++column) {
            TableCell cell;
            cell.row = row;
            cell.column = column;
            cell.header = row < headers;
            cell.text = rows[row][column];
            table.cells.push_back(std::move(cell));
        }
    return table;
}

const Rows kBudget{ { "Item", "March", "April", "Total" }, { "Rent", "800.00", "810.00", "1,610.00" },
    { "Ground rent", "20.00", "30.00", "50.00" }, { "Café crème", "4.50", "", "4.50" },
    { "Total:", "824.50", "840.00", "1,664.50" } };

std::string answerOf(const std::vector<Table>& tables, const char* question)
{
    const Tables all{ tables };
    const TableCell* const cell = lookUp(all, question);
    return cell == nullptr ? "none" : cell->text;
}

} // namespace

class TableLookupTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cells_data();
    void cells();
    void receiptsWithoutAHeader();
    void headersThatNobodySaw();
    void wordsThatWereReadWrong();
    void twoTables();
};

void TableLookupTest::cells_data()
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("answer");
    QTest::newRow("the total of totals") << "what is the total?"
                                         << "1,664.50";
    QTest::newRow("another word for it") << "Wie ist die Summe?"
                                         << "1,664.50";
    QTest::newRow("a column of the totals") << "what is the total in April?"
                                            << "840.00";
    QTest::newRow("a row of the totals") << "what is the total of ground rent"
                                         << "50.00";
    QTest::newRow("row and column") << "How much is rent in March?"
                                    << "800.00";
    QTest::newRow("the longer name") << "how much is the ground rent in march?"
                                     << "20.00";
    QTest::newRow("beyond ASCII") << "how much is the CAFÉ CRÈME in March?"
                                  << "4.50";
    QTest::newRow("an empty cell") << "how much is the café crème in april?"
                                   << "none";
    QTest::newRow("several numbers") << "how much is the rent?"
                                     << "none";
    QTest::newRow("a column alone") << "what is April?"
                                    << "none";
    QTest::newRow("a word that is nowhere") << "what is the total in May?"
                                            << "none";
    QTest::newRow("about something else") << "how many circles are there?"
                                          << "none";
    QTest::newRow("asking words alone") << "how much is it?"
                                        << "none";
    QTest::newRow("nothing") << ""
                             << "none";
}

void TableLookupTest::cells()
{
    QFETCH(QString, question);
    QFETCH(QString, answer);
    QCOMPARE(answerOf({ tableOf(kBudget) }, question.toUtf8().constData()), answer.toStdString());
}

void TableLookupTest::receiptsWithoutAHeader()
{
    const Table receipt
        = tableOf({ { "2", "Tea", "7.00" }, { "", "Subtotal", "7.00" }, { "", "Total", "EUR 7.49" } }, 0);
    QCOMPARE(answerOf({ receipt }, "what is the total?"), std::string("EUR 7.49"));
    QCOMPARE(answerOf({ receipt }, "what is the tea?"), std::string("none")); // how many, or how much
}

void TableLookupTest::headersThatNobodySaw()
{
    const Table people = tableOf({ { "Name", "City" }, { "Smith", "Leeds" }, { "Jones", "York" } }, 0);
    QCOMPARE(answerOf({ people }, "what is the city of Jones?"), std::string("York"));
    const Table rain
        = tableOf({ { "Station", "Rain", "Rain" }, { "", "April", "May" }, { "Old Mill", "70.4", "12.6" } });
    QCOMPARE(answerOf({ rain }, "how much rain is in Old Mill in May?"), std::string("12.6"));
    const Table paper
        = tableOf({ { "Paper", "Size", "Price" }, { "Ivory", "A4", "52.75" }, { "Ivory", "A5", "29.90" } });
    QCOMPARE(answerOf({ paper }, "what is the price of Ivory A5?"), std::string("29.90"));
    QCOMPARE(answerOf({ paper }, "what is the price of Ivory?"), std::string("none"));
}

void TableLookupTest::wordsThatWereReadWrong()
{
    const Table wrong = tableOf({ { "Item", "Local ities" }, { "Iaugeait", "1.00" }, { "Tota1", "2.00" } });
    QCOMPARE(answerOf({ wrong }, "what is the total in localities?"), std::string("2.00"));
    QCOMPARE(answerOf({ wrong }, "what is the jaugeait?"), std::string("1.00"));
    const Table near = tableOf({ { "Item", "Price" }, { "Subtotal", "1.00" }, { "Total", "2.00" } });
    QCOMPARE(answerOf({ near }, "what is the total?"), std::string("2.00")); // as it stands there
}

void TableLookupTest::twoTables()
{
    const Table other = tableOf({ { "Item", "May" }, { "Rent", "9.00" }, { "Total", "9.00" } });
    QCOMPARE(answerOf({ tableOf(kBudget), other }, "what is the total?"), std::string("none"));
    QCOMPARE(answerOf({ tableOf(kBudget), other }, "what is the total in May?"), std::string("9.00"));
}

QTEST_APPLESS_MAIN(TableLookupTest)
#include "table_lookup_test.moc"
