#pragma once

#include "ui/record/forms/formlayout.h"
#include "ui/record/forms/formnode.h"

namespace baton::ui {

/// An object of described fields: the item itself, a title, an organization, an entry of a list. Its parts are placed
/// one by one; what no part stands for stays as it came.
class ObjectNode : public FormNode {
    Q_OBJECT
public:
    /// prefix: of the accessible names within ("Host 1"). path: where this object lies in `layout`.
    ObjectNode(const orcid::Field &field, const FormLayout &layout, const QString &path, const QString &prefix, QObject *parent);

    /// Every part with a widget, with its path from here.
    QList<std::pair<QString, FormNode *>> placed() const;
    void setLeft(bool left) override;
    void showProblems(const Problems &problems) override;
    QString nameOf(const QString &path) const override;

protected:
    void fill(const QJsonValue &value) override;
    QJsonValue read() const override;

private:
    void followSource();
    FormNode *make(const orcid::Field &part, const FormLayout &layout, const QString &path, const QString &prefix);

    QList<FormNode *> m_parts;
    QJsonObject m_base;
};

} // namespace baton::ui
