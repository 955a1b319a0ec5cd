#pragma once

#include "app/orcid/fields.h"
#include "ui/record/formfield.h"

#include <QtCore/QJsonObject>

#include <optional>

namespace baton::ui {

using Problems = QList<record::FieldProblem>;

/// One described field at a form: takes the value as the registry sent it, gives it back, shows what is wrong with it.
/// Knows nothing of where it stands.
class FormNode : public QObject {
    Q_OBJECT
public:
    FormNode(const orcid::Field &field, QObject *parent) : QObject(parent), m_field(field) { }

    const orcid::Field &field() const { return m_field; }
    void set(const QJsonValue &value);
    /// Exactly as it came while nothing was changed, undefined if it was not there; null once emptied.
    QJsonValue value() const;
    /// To be placed by whoever lays out the form; null for an object whose parts are placed one by one.
    virtual QWidget *widget() const { return nullptr; }
    virtual void setLeft(bool left) = 0;
    /// FieldProblem::field is a path from here: "" is this field, "title/title" a part, "[1]/name" an entry's part.
    virtual void showProblems(const Problems &problems) = 0;
    /// "Title", "issn", "Host 1 city": what to call the field at the path.
    virtual QString nameOf(const QString &path) const = 0;

Q_SIGNALS:
    void edited();
    void left();

protected:
    virtual void fill(const QJsonValue &value) = 0;
    virtual QJsonValue read() const = 0;
    /// True while it shows what nobody sent and nobody chose, yet counts.
    virtual bool isPreset() const { return false; }

private:
    orcid::Field m_field;
    QJsonValue m_original = QJsonValue::Undefined, m_read;
};

/// The one to show: the first that blocks, else the first; null if there is none.
const record::FieldProblem *worst(const Problems &problems);
/// The path from a part on ("title/title" is "title" from "title" on); nothing if it leads elsewhere.
std::optional<QString> pathFrom(const QString &path, const QString &key);
/// Those at or below a part, with paths from there.
Problems below(const Problems &problems, const QString &key);
/// "City" alone, "Host 1 city" within an entry.
QString nameWithin(const QString &prefix, const QString &label);

} // namespace baton::ui
