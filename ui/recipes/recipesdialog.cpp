#include "ui/recipes/recipesdialog.h"

#include "app/base/text.h"
#include "ui/common/codeview.h"
#include "ui/common/files.h"
#include "ui/common/widgets.h"

#include <QtCore/QDir>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QFileDialog>

namespace baton::ui {

using namespace Qt::StringLiterals;

RecipesDialog::RecipesDialog(const handover::RecipeFacts &facts, QWidget *parent)
    : FormDialog(facts.partnerName.isEmpty() ? tr("Recipes for a partner without Baton") : tr("Recipes for %1").arg(plain(facts.partnerName)),
                 tr("Made for %1: your public key, the client IDs and addresses are filled in; no token and no secret is. Send one way to open it and the exchange with the package.").arg(facts.fileName),
                 tr("Save all…"), tr("Save all recipes"), "primary", parent)
    , m_recipes(handover::recipesFor(facts))
    , m_tools(new Segments(this))
    , m_words(makeText({}, "text2", this))
    , m_text(new CodeView(tr("Recipe"), false, this))
{
    setButtonText(cancelButton(), tr("Close"));
    for (int i = 0; i < m_recipes.size(); ++i)
        m_tools->add(i, m_recipes.at(i).title, {}, tr("Recipe: %1").arg(m_recipes.at(i).title));
    m_text->setObjectName(tr("Recipe"));
    m_text->setMinimumHeight(280);
    body()->addWidget(m_tools, 0, Qt::AlignLeft);
    body()->addWidget(m_words);
    body()->addWidget(m_text, 1);
    auto *copy = makeButton(tr("Copy"), u"copy"_s, tr("Copy recipe"), "", this);
    footer()->insertWidget(0, copy);
    connect(copy, &QPushButton::clicked, this, [this] { copyText(m_recipes.at(m_tools->checkedId()).text); });
    connect(m_tools, &Segments::selected, this, &RecipesDialog::showRecipe);
    connect(this, &FormDialog::submitted, this, &RecipesDialog::chooseFolder);
    m_tools->setChecked(0);
    showRecipe(0);
    resize(860, 620);
}

void RecipesDialog::showRecipe(int recipe)
{
    m_words->setText(m_recipes.at(recipe).words);
    m_text->setAccessibleDescription(m_recipes.at(recipe).fileName);
    m_text->setCode(m_recipes.at(recipe).text);
}

Result<void> RecipesDialog::saveTo(const QString &folder) const
{
    for (const handover::Recipe &recipe : m_recipes) {
        if (auto written = writeFile(QDir(folder).filePath(recipe.fileName), recipe.text.toUtf8()); !written)
            return written;
    }
    return {};
}

void RecipesDialog::chooseFolder()
{
    hideProblem();
    auto *dialog = new QFileDialog(this, tr("Save all recipes"), lastFolder());
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        if (const auto saved = saveTo(folder); !saved)
            showProblem(saved.error());
        else
            accept();
    });
    dialog->open();
}

} // namespace baton::ui
