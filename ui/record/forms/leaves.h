#pragma once

#include "ui/record/forms/formnode.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QPlainTextEdit>

namespace baton::ui {

class DateFields;
class IdentifierRows;

/// How a field is called where it stands.
struct Wording {
    QString label, caption;
    QString prefix; ///< of accessible names: "Host 1"; empty outside lists
};

/// A field with an editor of its own.
class LeafNode : public FormNode {
    Q_OBJECT
public:
    QWidget *widget() const override { return m_box; }
    void setLeft(bool left) override { m_box->setLeft(left); }
    void showProblems(const Problems &problems) override { m_box->showProblem(worst(problems)); }
    QString nameOf(const QString &) const override { return m_name; }

protected:
    using FormNode::FormNode;
    void setEditor(const Wording &wording, QWidget *editor);
    QString accessibleName(const Wording &wording) const { return nameWithin(wording.prefix, wording.label); }
    /// {"value": text} or text, as the field is described; null for nothing.
    QJsonValue shaped(const QString &text) const;
    FormField *box() const { return m_box; }

private:
    FormField *m_box = nullptr;
    QString m_name;
};

/// One line.
class TextNode : public LeafNode {
    Q_OBJECT
public:
    TextNode(const orcid::Field &field, const Wording &wording, QObject *parent);

protected:
    void fill(const QJsonValue &value) override;
    QJsonValue read() const override;
    QLineEdit *line() const { return m_line; }

private:
    QLineEdit *m_line;
};

/// {uri, path, host} as one line: the address or the bare iD.
class PersonIdNode : public TextNode {
    Q_OBJECT
public:
    PersonIdNode(const orcid::Field &field, const Wording &wording, QObject *parent);

protected:
    void fill(const QJsonValue &value) override;
    QJsonValue read() const override;
};

/// Several lines.
class LongTextNode : public LeafNode {
    Q_OBJECT
public:
    LongTextNode(const orcid::Field &field, const Wording &wording, QObject *parent);

protected:
    void fill(const QJsonValue &value) override;
    QJsonValue read() const override;

private:
    QPlainTextEdit *m_edit;
};

/// One of a list; long lists are searched by typing a part of a name or a code.
class ChoiceNode : public LeafNode {
    Q_OBJECT
public:
    /// preset: chosen for a new item.
    ChoiceNode(const orcid::Field &field, const Wording &wording, const QString &preset, QObject *parent);
    void showProblems(const Problems &problems) override;
    void choose(const QString &value); ///< as if by hand; nothing when the list doesn't have it

protected:
    void fill(const QJsonValue &value) override;
    QJsonValue read() const override;
    bool isPreset() const override { return m_presetShown; }

private:
    void makeSearchable();
    int indexFor(const QString &text) const;
    QList<int> entriesWith(const QString &text) const;
    QString unsettled() const;
    void settle();

    QComboBox *m_combo;
    QString m_preset;
    bool m_presetShown = false;
};

class DateNode : public LeafNode {
    Q_OBJECT
public:
    DateNode(const orcid::Field &field, const Wording &wording, QObject *parent);

protected:
    void fill(const QJsonValue &value) override;
    QJsonValue read() const override;

private:
    DateFields *m_date;
};

/// The identifiers of an item or of a part of it; a field described as one identifier has a single row.
class IdentifiersNode : public LeafNode {
    Q_OBJECT
public:
    IdentifiersNode(const orcid::Field &field, const Wording &wording, const QString &usualType, QObject *parent);
    void setLeft(bool left) override;
    void showProblems(const Problems &problems) override;
    QString nameOf(const QString &path) const override;

protected:
    void fill(const QJsonValue &value) override;
    QJsonValue read() const override;

private:
    IdentifierRows *m_rows;
    bool m_single;
};

} // namespace baton::ui
