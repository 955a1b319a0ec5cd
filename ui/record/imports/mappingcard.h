#pragma once

#include "app/formats/reader.h"
#include "ui/common/widgets.h"

class QCheckBox;
class QGridLayout;

namespace baton::ui {

/// What each field of the file becomes, and whether put-codes are kept.
class MappingCard : public Card {
    Q_OBJECT
public:
    explicit MappingCard(QWidget *parent = nullptr);
    void show(const formats::ReadFile &file, bool remembered);
    void setChangeable(bool on);
    QCheckBox *keepCodes() const { return m_keep; }

Q_SIGNALS:
    void changed(const baton::formats::Mapping &mapping);

private:
    void addField(int row, const formats::FieldUse &use);
    bool eventFilter(QObject *watched, QEvent *event) override;

    formats::Mapping m_mapping;
    formats::Format m_format = formats::Format::BibTeX;
    Chip *m_chip;
    QLabel *m_words;
    QWidget *m_fields = nullptr;
    QVBoxLayout *m_column;
    QList<QComboBox *> m_combos;
    QCheckBox *m_keep;
};

} // namespace baton::ui
