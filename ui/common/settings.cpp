#include "ui/common/settings.h"

#include "ui/common/theme.h"

#include <QtCore/QDir>
#include <QtCore/QSettings>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

template <typename Enum>
Enum toEnum(const QVariant &value, const QStringList &names, Enum otherwise)
{
    const qsizetype index = names.indexOf(value.toString());
    return index < 0 ? otherwise : Enum(index);
}

const QStringList &themeNames()
{
    static const QStringList names { u"system"_s, u"light"_s, u"dark"_s };
    return names;
}

const QStringList &browserNames()
{
    static const QStringList names { u"default"_s, u"command"_s };
    return names;
}

int nearestTextSize(int percent)
{
    int best = 100;
    for (const int size : { 100, 115, 130, 150 }) {
        if (qAbs(size - percent) < qAbs(best - percent))
            best = size;
    }
    return best;
}

} // namespace

Settings::Settings(const QString &profileDir, QObject *parent) : QObject(parent)
{
    if (!profileDir.isEmpty())
        m_file = std::make_unique<QSettings>(QDir(profileDir).filePath(u"settings.ini"_s), QSettings::IniFormat);
}

Settings::~Settings() = default;

QVariant Settings::get(const QString &key, const QVariant &otherwise) const
{
    return m_file ? m_file->value(key, otherwise) : m_memory.value(key, otherwise);
}

bool Settings::put(const QString &key, const QVariant &value)
{
    const QVariant before = get(key, {});
    if (before.isValid() && before.toString() == value.toString())
        return false;
    if (m_file)
        m_file->setValue(key, value);
    else
        m_memory.insert(key, value);
    Q_EMIT changed();
    return true;
}

int Settings::textSize() const
{
    return nearestTextSize(get(u"appearance/textSize"_s, 100).toInt());
}

void Settings::setTextSize(int percent)
{
    put(u"appearance/textSize"_s, nearestTextSize(percent));
}

Settings::Theme Settings::theme() const
{
    return toEnum(get(u"appearance/theme"_s, {}), themeNames(), Theme::System);
}

void Settings::setTheme(Theme theme)
{
    put(u"appearance/theme"_s, themeNames().at(int(theme)));
}

QString Settings::language() const
{
    const QString language = get(u"appearance/language"_s, {}).toString();
    return languages().contains(language) ? language : QString();
}

void Settings::setLanguage(const QString &language)
{
    put(u"appearance/language"_s, language);
}

QStringList Settings::languages()
{
    QStringList found;
    for (const QString &file : QDir(u":/i18n"_s).entryList({ u"baton_*.qm"_s }, QDir::Files, QDir::Name))
        found += file.sliced(6).chopped(3);
    return found.isEmpty() ? QStringList { u"en"_s } : found;
}

bool Settings::hasStill() const
{
    return get(u"appearance/still"_s, {}).isValid();
}

bool Settings::still() const
{
    return get(u"appearance/still"_s, false).toBool();
}

void Settings::setStill(bool still)
{
    put(u"appearance/still"_s, still);
}

Settings::Browser Settings::browser() const
{
    return toEnum(get(u"browser/open"_s, {}), browserNames(), Browser::Default);
}

void Settings::setBrowser(Browser browser)
{
    put(u"browser/open"_s, browserNames().at(int(browser)));
}

QString Settings::browserCommand() const
{
    return get(u"browser/command"_s, QString()).toString();
}

void Settings::setBrowserCommand(const QString &command)
{
    put(u"browser/command"_s, command);
}

int Settings::signInSeconds() const
{
    return qBound(60, get(u"times/signIn"_s, 300).toInt(), 600);
}

void Settings::setSignInSeconds(int seconds)
{
    put(u"times/signIn"_s, qBound(60, seconds, 600));
}

int Settings::requestSeconds() const
{
    return qBound(15, get(u"times/request"_s, 60).toInt(), 300);
}

void Settings::setRequestSeconds(int seconds)
{
    put(u"times/request"_s, qBound(15, seconds, 300));
}

int Settings::hideSecretsSeconds() const
{
    return qBound(10, get(u"times/hideSecrets"_s, 30).toInt(), 120);
}

void Settings::setHideSecretsSeconds(int seconds)
{
    put(u"times/hideSecrets"_s, qBound(10, seconds, 120));
}

int Settings::keepJournalDays() const
{
    return qBound(7, get(u"record/keepJournal"_s, 90).toInt(), 3650);
}

void Settings::setKeepJournalDays(int days)
{
    put(u"record/keepJournal"_s, qBound(7, days, 3650));
}

bool Settings::renewsByItself() const
{
    return get(u"token/renew"_s, true).toBool();
}

void Settings::setRenewsByItself(bool on)
{
    put(u"token/renew"_s, on);
}

bool Settings::startsPractice() const
{
    return get(u"practice/start"_s, true).toBool();
}

void Settings::setStartsPractice(bool on)
{
    put(u"practice/start"_s, on);
}

quint16 Settings::practicePort() const
{
    const int port = get(u"practice/port"_s, 9760).toInt();
    return port > 0 && port < 65536 ? quint16(port) : quint16(9760);
}

void Settings::setPracticePort(quint16 port)
{
    put(u"practice/port"_s, int(port));
}

QDateTime Settings::lastBackup() const
{
    return QDateTime::fromString(get(u"vault/backup"_s, {}).toString(), Qt::ISODate);
}

void Settings::setLastBackup(const QDateTime &at)
{
    put(u"vault/backup"_s, at.isValid() ? at.toUTC().toString(Qt::ISODate) : QString());
}

QByteArray Settings::bytes(const QString &key) const
{
    return get(key, {}).toByteArray();
}

void Settings::setBytes(const QString &key, const QByteArray &bytes)
{
    // Geometry is not a preference: nobody needs to hear of it.
    if (m_file)
        m_file->setValue(key, bytes);
    else
        m_memory.insert(key, bytes);
}

void Settings::restoreDefaults()
{
    const QStringList groups { u"appearance"_s, u"browser"_s, u"times"_s, u"token"_s, u"practice"_s };
    for (const QString &group : groups) {
        if (m_file)
            m_file->remove(group);
        m_memory.removeIf([&](const auto &entry) { return entry.key().startsWith(group + u'/'); });
    }
    Q_EMIT changed();
}

void applyAppearance(Settings &settings)
{
    const bool systemStill = baton::ui::Theme::of().isStill();
    const auto apply = [&settings, systemStill] {
        auto &theme = baton::ui::Theme::of();
        const baton::ui::Theme::Mode modes[] = { baton::ui::Theme::Mode::System, baton::ui::Theme::Mode::Light, baton::ui::Theme::Mode::Dark };
        theme.setMode(modes[int(settings.theme())]);
        theme.setTextSize(settings.textSize());
        theme.setStill(settings.hasStill() ? settings.still() : systemStill);
    };
    apply();
    QObject::connect(&settings, &Settings::changed, &baton::ui::Theme::of(), apply);
}

} // namespace baton::ui
