#pragma once

#include "app/handover/recipes.h"
#include "ui/common/dialogs.h"

class QLabel;

namespace baton::ui {

class CodeView;
class Segments;

/// How a partner without Baton opens this very package and exchanges what is in it: one recipe per tool, to copy or save.
class RecipesDialog : public FormDialog {
    Q_OBJECT
public:
    RecipesDialog(const handover::RecipeFacts &facts, QWidget *parent);

    /// Writes every recipe into the folder; files there are replaced. Errors: file.write.
    Result<void> saveTo(const QString &folder) const;

private:
    void showRecipe(int recipe);
    void chooseFolder();

    QList<handover::Recipe> m_recipes;
    Segments *m_tools;
    QLabel *m_words;
    CodeView *m_text;
};

} // namespace baton::ui
