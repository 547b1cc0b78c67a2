/** What a desktop runs, mounts or installs by a double click: in words, one and all of its kind. */
export type Runs = { one: string; all: string };

export const runs = {
  program: { one: "a program or script", all: "programs and scripts" },
  shortcut: { one: "a shortcut", all: "shortcuts" },
  image: { one: "a disk image", all: "disk images" },
  installer: { one: "an installer", all: "installers" },
  settings: { one: "a file that changes a computer’s settings", all: "such files" },
  page: { one: "a web page", all: "web pages" },
} satisfies Record<string, Runs>;

/**
 * The endings of their names. Measured by the lists of attachments that Outlook and Gmail block, and by what Windows,
 * macOS and Linux desktops open by themselves (docs/decisions/0021-files-that-run.md).
 */
const endings: Record<keyof typeof runs, string> = {
  program: `exe com scr pif cpl dll sys drv ocx vxd lib ex ex_ bat cmd btm ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psdm1 psm1 pssc
    cdxml msh msh1 msh2 mshxml msh1xml msh2xml vb vbs vbe vbp vbscript ws wsf wsh wsc wsb sct js jse mjs cjs hta htc hlp hpj
    cnt chm its gadget jar jnlp xbap xll vsto application app action workflow command tool csh ksh sh bash zsh fish run
    appimage scpt scptd applescript osax asp aspx asax ascx ashx asmx fxp prg plg pyc pyo pyw pyz pyzw class
    ade adp mad mda mde mdt mdw mdz accda accde accdu vsmacros vsw diagcab diagcfg diagpkg saver prefpane qlgenerator`,
  shortcut: `lnk url website webloc inetloc fileloc afploc ftploc vncloc desktop scf shb shs xnk appref-ms library-ms
    search-ms searchconnector-ms maf mag mam maq mar mas mat mau mav maw rdp grp asx job`,
  image: "iso img vhd vhdx dmg udf wim sparseimage sparsebundle",
  installer: `msi msp mst msu msix msixbundle appx appxbundle appinstaller cab pkg mpkg deb rpm snap flatpak flatpakref
    flatpakrepo apk xapk ipa xpi crx nsh isp ins osd pcd`,
  settings: `reg inf msc mof settingcontent-ms appcontent-ms theme themepack deskthemepack desktopthemepack mobileconfig
    configprofile provisionprofile terminal udl ops prf mcf pst tmp cer crt der webpnp printerexport`,
  page: "html htm xhtml xht shtml svg svgz mht mhtml",
};

const known = new Map<string, Runs>(
  Object.entries(endings).flatMap(([kind, all]) =>
    all.split(/\s+/u).map((ending) => [ending, runs[kind as keyof typeof runs]] as const),
  ),
);

/** Blanks, dots and what no screen shows, as Windows drops them at the end of a name or hides them there. */
const unseenAtEnd = /[.\s\p{Cf}\p{Cc}\u115f\u1160\u2800\u3164\uffa0]+$/u;
const unseen = /[\s\p{Cf}\p{Cc}\u115f\u1160\u2800\u3164\uffa0]+/gu;

/** The ending of a name without its dot, in lower case, as a desktop reads it. */
export function extensionOf(name: string): string {
  const trimmed = name.replace(unseenAtEnd, "");
  const dot = trimmed.lastIndexOf(".");
  return dot < 0
    ? ""
    : trimmed
        .slice(dot + 1)
        .replace(unseen, "")
        .toLowerCase();
}

/** Windows opens a name that ends in a class id by that class. */
const classId = /^\{[0-9a-f-]{36}\}$/u;

/** What a file is by its name, when a desktop would run, mount or install it; else undefined. */
export function runsByName(name: string): Runs | undefined {
  const ending = extensionOf(name);
  return known.get(ending) ?? (classId.test(ending) ? runs.shortcut : undefined);
}
