// The weight recipe against the self-check values printed beside it, the inventory against published counts, and the
// variance that the large shapes promise.

#include <QtTest>
#include <cmath>
#include <numeric>
#include <vector>

#include "engine/model/synthetic_weights.h"
#include "engine/model/tensor_inventory.h"

using namespace palimpsest;

namespace {

double sumOfMagnitudes(const std::vector<float>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0, [](double sum, float v) { return sum + std::fabs(v); });
}

Shape shapeIn(const std::vector<NamedShape>& list, std::string_view name)
{
    for (const NamedShape& entry : list)
        if (entry.name == name)
            return entry.shape;
    return {};
}

} // namespace

class SyntheticWeightsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matchesTheSelfCheckValues_data();
    void matchesTheSelfCheckValues();
    void countsMatchThePublishedModels_data();
    void countsMatchThePublishedModels();
    void anotherSeedGivesOtherWeights();
    void aPieceEqualsTheWhole();
    void productsOfLargeShapesKeepUnitVariance();
    void namesAreRead();
};

void SyntheticWeightsTest::matchesTheSelfCheckValues_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<quint64>("hash");
    QTest::addColumn<quint64>("first");
    QTest::addColumn<quint64>("second");
    QTest::addColumn<QVector<float>>("weights");
    QTest::addColumn<double>("sum"); // of magnitudes; 0: not published
    QTest::newRow("patch embedding") << QByteArray("vision_tower.vision_model.embeddings.patch_embedding.weight")
                                     << quint64{ 0xd663cca6b60571d5 } << quint64{ 0x4ad0debd135d6543 }
                                     << quint64{ 0xdfeb240b974a526e }
                                     << QVector<float>{ -0.0263671875F, 0.04638671875F, 0.037109375F, -0.01025390625F }
                                     << 882.005859;
    QTest::newRow("layer norm") << QByteArray("vision_tower.vision_model.encoder.layers.0.layer_norm1.weight")
                                << quint64{ 0x7be17531f69f19a8 } << quint64{ 0x985fc0f08f8d7e6e }
                                << quint64{ 0x64fbb017f16771af }
                                << QVector<float>{ 1.046875F, 0.9453125F, 1.21875F, 1.078125F } << 0.0;
    QTest::newRow("embedding") << QByteArray("language_model.model.embed_tokens.weight")
                               << quint64{ 0xdec43c721d10b8a6 } << quint64{ 0xbb99b999d5c5aa3e }
                               << quint64{ 0xcfe2bfa130953f2e }
                               << QVector<float>{ 0.0576171875F, 0.0771484375F, -0.1181640625F, -0.0615234375F }
                               << 1925.978516;
    QTest::newRow("down projection") << QByteArray("language_model.model.layers.3.mlp.down_proj.weight")
                                     << quint64{ 0xa8d38349b5815b8a } << quint64{ 0x62ffc33b024e8a81 }
                                     << quint64{ 0xfa0c81fd7f6a7e64 }
                                     << QVector<float>{ -0.029296875F, 0.119140625F, 0.0732421875F, 0.0927734375F }
                                     << 961.165039;
}

void SyntheticWeightsTest::matchesTheSelfCheckValues()
{
    QFETCH(const QByteArray, name);
    QFETCH(const quint64, hash);
    QFETCH(const quint64, first);
    QFETCH(const quint64, second);
    QFETCH(const QVector<float>, weights);
    QFETCH(const double, sum);
    const std::string_view tensor(name.constData(), static_cast<std::size_t>(name.size()));
    QCOMPARE(fnv1a64(tensor), std::uint64_t{ hash });
    QCOMPARE(splitmix64(hash, 0), std::uint64_t{ first });
    QCOMPARE(splitmix64(hash, 1), std::uint64_t{ second });
    const Shape shape = shapeIn(tensorInventory(syntheticConfig(SyntheticShape::Nano)), tensor);
    const std::vector<float> values = syntheticTensor(tensor, shape);
    QVERIFY(values.size() >= 4);
    for (std::size_t i = 0; i < 4; ++i)
        QCOMPARE(values[i], weights[static_cast<int>(i)]);
    if (sum > 0)
        QVERIFY2(std::fabs(sumOfMagnitudes(values) - sum) < 1e-6,
            qPrintable(QString::number(sumOfMagnitudes(values), 'f', 6)));
}

void SyntheticWeightsTest::countsMatchThePublishedModels_data()
{
    QTest::addColumn<QByteArray>("shape");
    QTest::addColumn<int>("tensors");
    QTest::addColumn<quint64>("parameters");
    QTest::newRow("nano") << QByteArray("nano") << 85 << quint64{ 362160 };
    QTest::newRow("3B at 224") << QByteArray("3b-224") << 727 << quint64{ 3032242416 };
    QTest::newRow("3B at 448") << QByteArray("3b-448") << 727 << quint64{ 3033127152 };
    QTest::newRow("3B at 896") << QByteArray("3b-896") << 727 << quint64{ 3036666096 };
    QTest::newRow("10B at 224") << QByteArray("10b-224") << 903 << quint64{ 9662638832 };
    QTest::newRow("10B at 448") << QByteArray("10b-448") << 903 << quint64{ 9663523568 };
}

void SyntheticWeightsTest::countsMatchThePublishedModels()
{
    QFETCH(const QByteArray, shape);
    QFETCH(const int, tensors);
    QFETCH(const quint64, parameters);
    const auto kind = syntheticShapeNamed(shape.toStdString());
    QVERIFY(kind.has_value());
    const auto list = tensorInventory(syntheticConfig(*kind));
    QCOMPARE(static_cast<int>(list.size()), tensors);
    std::uint64_t count = 0;
    for (const NamedShape& entry : list)
        count += entry.shape.elementCount();
    QCOMPARE(count, std::uint64_t{ parameters });
}

void SyntheticWeightsTest::anotherSeedGivesOtherWeights()
{
    const Shape shape{ 8, 8 };
    QVERIFY(syntheticTensor("a.weight", shape, 0) != syntheticTensor("a.weight", shape, 1));
    QVERIFY(syntheticTensor("a.weight", shape, 0) != syntheticTensor("b.weight", shape, 0));
}

void SyntheticWeightsTest::aPieceEqualsTheWhole()
{
    const auto source = syntheticSource("a.weight", Shape{ 10, 100 }, 3, SyntheticScaling::UnitVariance);
    std::vector<std::uint16_t> whole(1000);
    std::vector<std::uint16_t> piece(77);
    source.fill(0, whole);
    source.fill(501, piece);
    QVERIFY(std::equal(piece.begin(), piece.end(), whole.begin() + 501));
}

void SyntheticWeightsTest::productsOfLargeShapesKeepUnitVariance()
{
    // The sum of squares of a row times unit-variance inputs is the variance of the product. The nearest power of two
    // is off by at most sqrt(2), so the variance lies in [1/2, 2].
    for (const std::size_t width :
        { std::size_t{ 1152 }, std::size_t{ 2304 }, std::size_t{ 4304 }, std::size_t{ 9216 } }) {
        const auto row = syntheticTensor(
            "language_model.model.layers.0.mlp.down_proj.weight", Shape{ 1, width }, 0, SyntheticScaling::UnitVariance);
        double variance = 0;
        for (const float w : row)
            variance += static_cast<double>(w) * static_cast<double>(w);
        QVERIFY2(variance > 0.45 && variance < 2.2, qPrintable(QString::number(variance)));
    }
}

void SyntheticWeightsTest::namesAreRead()
{
    QCOMPARE(syntheticShapeNamed("3b-896"), std::optional(SyntheticShape::Paligemma3b896));
    QCOMPARE(syntheticShapeNamed("3b"), std::optional<SyntheticShape>{});
    QCOMPARE(QByteArray(nameOf(SyntheticShape::NanoV1).data()), QByteArray("nano-v1"));
}

QTEST_APPLESS_MAIN(SyntheticWeightsTest)
#include "synthetic_weights_test.moc"
