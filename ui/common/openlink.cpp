#include "ui/common/openlink.h"

#include "ui/common/settings.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QDesktopServices>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("OpenLink", text);
}

} // namespace

signin::BrowserChoice browserChoice(const Settings &settings)
{
    using Kind = signin::BrowserChoice::Kind;
    return { settings.browser() == Settings::Browser::Command ? Kind::Command : Kind::Default, settings.browserCommand() };
}

Result<void> openLink(const QUrl &link, const signin::BrowserChoice &choice)
{
    const bool web = link.scheme() == "https"_L1 || link.scheme() == "http"_L1;
    if (!link.isValid() || !web || link.host().isEmpty() || !link.userInfo().isEmpty())
        return fail(u"link.refused"_s, words("This address is not a plain web address, so Baton does not open it."), {});
    const auto command = signin::browserCommand(choice, link, qEnvironmentVariable("BROWSER"));
    if (!command)
        return fail(command.error());
    if (!command->program.isEmpty())
        return signin::startBrowser(*command);
    if (QDesktopServices::openUrl(link))
        return {};
    return fail(u"browser.start"_s, words("The desktop has no browser for this link."), words("Name a browser command in Preferences."));
}

} // namespace baton::ui
