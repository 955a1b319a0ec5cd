#pragma once

#include <QtCore/QCoreApplication>
#include <QtCore/QString>

/// Small helpers for writing the registry's pages.
namespace baton::practice::markup {

/// Text made safe inside elements and quoted attributes (& < > " and ').
inline QString esc(const QString &text)
{
    return text.toHtmlEscaped().replace(QLatin1Char('\''), QStringLiteral("&#39;"));
}

inline QString tr(const char *text)
{
    return QCoreApplication::translate("PracticePages", text);
}

inline QString hidden(const QString &name, const QString &value)
{
    return QStringLiteral("<input type=\"hidden\" name=\"%1\" value=\"%2\">").arg(name, esc(value));
}

/// A drawing from resources/icons inside a span that screen readers skip; empty when unknown.
QString icon(const QString &name, const QString &cssClass = {});
/// The drawing that stands for a scope.
QString scopeIcon(const QString &scope);
/// The consent words of a scope, or its name when it has none.
QString scopeTitle(const QString &scope);
/// A link with the text, when the address is http or https; else the bare text. Both escaped here.
QString link(const QString &address, const QString &text);
/// "23 Nov 2026" (UTC) from epoch milliseconds.
QString day(qint64 epochMs);

} // namespace baton::practice::markup
