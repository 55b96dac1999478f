; The Windows installer of 滨惠办: one file, no administrator needed, silent with /S.
;
; Built by build.py, which passes:
;   /DVERSION=1.2.3          version of the program
;   /DSOURCE=folder          the frozen program (binhui.exe, binhui-cli.exe, _internal)
;   /DOUTFILE=file.exe       what to write
;   /DLICENCE=file           the licence shown
;   /DICON=file.ico
;   /DSTUB=amd64-unicode     only for Debian's makensis; the official one has x86 stubs alone
;
; Command line: /S silent, /ALLUSERS for every user of the machine (deployment agents, elevated), /D=folder last, unquoted.
;
; Exit codes:
;   0  installed, upgraded or repaired        10  a newer version is installed, downgrade refused
;   1  cancelled by the user                  11  Windows is older than Windows 10 1809 (build 17763)
;   2  aborted                                12  the program is running
;                                             13  /ALLUSERS without administrator rights
;                                             14  the files could not be put in place; the former version is back

Unicode true
!ifdef STUB
  Target "${STUB}"
!endif
ManifestDPIAware true
RequestExecutionLevel user
!ifdef FAST ; tests: packing the fonts well takes a minute and more
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif
CRCCheck force

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include WinVer.nsh
!include x64.nsh

!define NAME "滨惠办"
!define KEY "Software\Binhuiban"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Binhuiban"
!define PACKAGE_CLASS "Binhuiban.Package"
!define MUTEX "BinhuibanRunning"
!define CODE_DOWNGRADE 10
!define CODE_OLD_WINDOWS 11
!define CODE_RUNNING 12
!define CODE_NOT_ADMIN 13
!define CODE_NOT_REPLACED 14

Name "${NAME}"
OutFile "${OUTFILE}"
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\app\binhui.exe"
!define MUI_FINISHPAGE_RUN_TEXT "打开${NAME}"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "CompanyName" "${NAME}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT"

Var AllUsers

; Tells in a box (silently: not at all) and ends with a code of its own.
!macro Refuse un
Function ${un}Refuse
  Pop $1 ; exit code
  Pop $0 ; words
  MessageBox MB_OK|MB_ICONEXCLAMATION "$0" /SD IDOK
  SetErrorLevel $1
  Quit
FunctionEnd

; The program holds a named mutex as long as its window is open, in whatever session.
Function ${un}RefuseRunning
  System::Call 'kernel32::OpenMutexW(i 0x00100000, i 0, w "Global\${MUTEX}") p .r0'
  ${If} $0 P<> 0
    System::Call 'kernel32::CloseHandle(p r0)'
    Push "${NAME}正在运行。请先关闭它的窗口，再重新开始。"
    Push ${CODE_RUNNING}
    Call ${un}Refuse
  ${EndIf}
FunctionEnd
!macroend
!insertmacro Refuse ""
!insertmacro Refuse "un."

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    Push "${NAME}需要 64 位的 Windows 10 1809（内部版本 17763）或更新的系统。"
    Push ${CODE_OLD_WINDOWS}
    Call Refuse
  ${EndIf}
  SetRegView 64
  StrCpy $AllUsers 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/ALLUSERS" $1
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      Push "为本机全部用户安装需要管理员权限。请以管理员身份运行，或去掉 /ALLUSERS 只为自己安装。"
      Push ${CODE_NOT_ADMIN}
      Call Refuse
    ${EndIf}
    SetShellVarContext all
  ${EndIf}
  Call FindFormer
  Call RefuseDowngrade
  Call RefuseRunning
FunctionEnd

; An upgrade goes where the former version is, unless /D= says otherwise.
Function FindFormer
  ${If} $INSTDIR == ""
    ReadRegStr $INSTDIR SHCTX "${KEY}" "InstallDir"
  ${EndIf}
  ${If} $INSTDIR == ""
    ${If} $AllUsers = 1
      StrCpy $INSTDIR "$PROGRAMFILES64\Binhuiban"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Binhuiban"
    ${EndIf}
  ${EndIf}
FunctionEnd

Function RefuseDowngrade
  ReadRegStr $0 SHCTX "${KEY}" "Version"
  ${If} $0 == ""
    Return
  ${EndIf}
  ${VersionCompare} "$0" "${VERSION}" $1
  ${If} $1 = 1
    Push "已安装较新的版本 $0，不能用 ${VERSION} 覆盖：旧程序打不开新版本的数据。"
    Push ${CODE_DOWNGRADE}
    Call Refuse
  ${EndIf}
FunctionEnd

Section "install"
  Call RefuseRunning
  SetOutPath "$INSTDIR"
  ; The new version is unpacked beside the old one; no file of the old one can stay behind in it.
  RMDir /r "$INSTDIR\app.new"
  ClearErrors
  SetOutPath "$INSTDIR\app.new"
  File /r "${SOURCE}\*.*"
  ${If} ${Errors}
    SetOutPath "$INSTDIR"
    RMDir /r "$INSTDIR\app.new"
    Push "程序文件没有写成，可能磁盘已满或没有权限。原有版本没有改动。"
    Push ${CODE_NOT_REPLACED}
    Call Refuse
  ${EndIf}
  SetOutPath "$INSTDIR"
  Call SwapIn
  Call WriteRegistry
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\app\binhui.exe"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\app\binhui.exe"
  WriteUninstaller "$INSTDIR\uninstall.exe"
SectionEnd

; app.new becomes app, or app stays what it was. A virus scanner may hold a file for a moment, so that each step is tried again.
Function SwapIn
  RMDir /r "$INSTDIR\app.old"
  ${If} ${FileExists} "$INSTDIR\app\*.*"
    Push "$INSTDIR\app.old"
    Push "$INSTDIR\app"
    Call RenamePatiently
    ${If} ${Errors}
      RMDir /r "$INSTDIR\app.new"
      Push "原有版本的文件正被占用，没有更新。请关闭${NAME}和它的命令行窗口后再试；原有版本可以照常使用。"
      Push ${CODE_NOT_REPLACED}
      Call Refuse
    ${EndIf}
  ${EndIf}
  Push "$INSTDIR\app"
  Push "$INSTDIR\app.new"
  Call RenamePatiently
  ${If} ${Errors}
    Rename "$INSTDIR\app.old" "$INSTDIR\app"
    RMDir /r "$INSTDIR\app.new"
    Push "新版本没有放到位，已恢复原有版本。请稍候再试。"
    Push ${CODE_NOT_REPLACED}
    Call Refuse
  ${EndIf}
  RMDir /r "$INSTDIR\app.old"
FunctionEnd

Function RenamePatiently
  Pop $2 ; from
  Pop $3 ; to
  ${For} $4 1 6
    ClearErrors
    Rename "$2" "$3"
    ${IfNot} ${Errors}
      Return
    ${EndIf}
    Sleep 500
  ${Next}
  SetErrors
FunctionEnd

Function WriteRegistry
  WriteRegStr SHCTX "${KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "Version" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\app\binhui.exe"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  ${GetSize} "$INSTDIR\app" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" "$0"
  WriteRegStr SHCTX "Software\Classes\.bhpkg" "" "${PACKAGE_CLASS}"
  WriteRegStr SHCTX "Software\Classes\${PACKAGE_CLASS}" "" "${NAME} 数据包"
  WriteRegStr SHCTX "Software\Classes\${PACKAGE_CLASS}\DefaultIcon" "" "$INSTDIR\app\binhui.exe,0"
  WriteRegStr SHCTX "Software\Classes\${PACKAGE_CLASS}\shell\open\command" "" '"$INSTDIR\app\binhui.exe" --open "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd

Function un.onInit
  SetRegView 64
  ; Who installed it for all has it written in the machine's part of the registry, under this very folder.
  ReadRegStr $0 HKLM "${KEY}" "InstallDir"
  ${If} $0 == $INSTDIR
    SetShellVarContext all
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      Push "卸载为全部用户安装的${NAME}需要管理员权限。"
      Push ${CODE_NOT_ADMIN}
      Call un.Refuse
    ${EndIf}
  ${EndIf}
  Call un.RefuseRunning
FunctionEnd

Section "Uninstall"
  ; Only what this installer made is removed. The data lie elsewhere and stay.
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\app.old"
  RMDir /r "$INSTDIR\app.new"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  DeleteRegKey SHCTX "${KEY}"
  ReadRegStr $0 SHCTX "Software\Classes\.bhpkg" ""
  ${If} $0 == "${PACKAGE_CLASS}"
    DeleteRegKey SHCTX "Software\Classes\.bhpkg"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\${PACKAGE_CLASS}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  SetShellVarContext current
  MessageBox MB_OK|MB_ICONINFORMATION "${NAME}已卸载。办件数据和备份保留在：$\n$LOCALAPPDATA\binhuiban$\n如设置过别的数据文件夹，其中的内容也都保留。" /SD IDOK
SectionEnd
