#include "ui/common/codeview.h"
#include "ui/common/widgets.h"
#include "ui/recipes/recipesdialog.h"

#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QTest>

using namespace baton;
using namespace Qt::StringLiterals;

/// The page of recipes: each tool's text, copied or saved.
class TestRecipesDialog : public QObject {
    Q_OBJECT

    static handover::RecipeFacts facts()
    {
        handover::RecipeFacts facts;
        facts.environment = orcid::Environment::sandbox();
        facts.fileName = u"one.baton"_s;
        facts.recipientThumbprint = u"made-up-thumbprint"_s;
        facts.originalClientId = u"APP-NB7K2QX4M0T9W6RA"_s;
        facts.secondClientId = u"APP-OG55T1ZR8K3CV7QD"_s;
        facts.partnerName = u"Lakeside Repository"_s;
        facts.senderKey = jose::Jwk::generateEcP256().publicPart();
        return facts;
    }

    template <typename Button>
    static Button *named(const QWidget &dialog, const QString &accessibleName)
    {
        for (Button *button : dialog.findChildren<Button *>()) {
            if (button->accessibleName() == accessibleName)
                return button;
        }
        return nullptr;
    }

private Q_SLOTS:
    void everyToolHasItsText()
    {
        ui::RecipesDialog dialog(facts(), nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QCOMPARE(dialog.windowTitle(), u"Recipes for Lakeside Repository"_s);
        const auto *text = dialog.findChild<ui::CodeView *>(u"Recipe"_s);
        QStringList seen;
        for (const handover::Recipe &recipe : handover::recipesFor(facts())) {
            auto *tool = named<QAbstractButton>(dialog, u"Recipe: %1"_s.arg(recipe.title));
            QVERIFY2(tool, qPrintable(recipe.title));
            tool->click();
            QCOMPARE(text->accessibleDescription(), recipe.fileName);
            QVERIFY(!text->toPlainText().isEmpty() && !seen.contains(text->toPlainText()));
            seen << text->toPlainText();
            named<QPushButton>(dialog, u"Copy recipe"_s)->click();
            QVERIFY(QGuiApplication::clipboard()->text().contains("APP-"_L1));
        }
        QCOMPARE(seen.size(), 6);
    }

    void allAreSaved()
    {
        ui::RecipesDialog dialog(facts(), nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QTemporaryDir folder;
        QVERIFY(dialog.saveTo(folder.path()));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 6);
        QCOMPARE(dialog.saveTo(folder.filePath(u"missing"_s)).error().code, u"file.write"_s);
    }
};

QTEST_MAIN(TestRecipesDialog)
#include "tst_recipesdialog.moc"
