"""What stands in the kit to be clicked on: one file for each thing a writer does, and what to read first."""

from __future__ import annotations

_HEAD = """@echo off
setlocal
chcp 65001 >nul
rem pushd gives a folder on a share a letter for as long as it is needed.
pushd "%~dp0"
if not exist "python\\python.exe" goto lost
set "PATH=%~dp0commands;%PATH%"
set "sitegen=python\\python.exe -X utf8 -m sitegen"
"""
_END = """:end
set "code=%errorlevel%"
popd
echo.
if "%code%"=="0" echo Done.
if not "%code%"=="0" echo Something is left to do: see above.
pause
exit /b %code%
:lost
echo This folder is not whole, or cannot be reached: "%~dp0"
echo If it is a zip still, unpack all of it first.
pause
exit /b 2
"""
_NEEDS_SITE = """if not exist "site\\sitegen.yaml" echo There is no site yet. Start with Start.cmd.
if not exist "site\\sitegen.yaml" cmd /c exit 2
if not exist "site\\sitegen.yaml" goto end
"""
_START = """if exist "site\\sitegen.yaml" goto desk
%sitegen% init site
if errorlevel 1 goto end
:desk
echo Your desk opens in the browser. Leave this window open while you write; Ctrl+C ends it.
%sitegen% -C site desk
"""
_CHECK = """%sitegen% -C site check
"""
_PUBLISH = """%sitegen% -C site publish --plan
if errorlevel 11 goto end
if errorlevel 10 goto ask
goto end
:ask
set "answer=no"
set /p "answer=Publish this now, for all readers? Type yes and press Enter: "
if /i not "%answer%"=="yes" echo Nothing was published.
if /i not "%answer%"=="yes" cmd /c exit 0
if /i not "%answer%"=="yes" goto end
%sitegen% -C site publish
"""
_UNDO = """%sitegen% -C site publish --history
if errorlevel 1 goto end
set "answer=no"
set /p "answer=Go back to what readers had before? Type yes and press Enter: "
if /i not "%answer%"=="yes" echo Nothing was changed.
if /i not "%answer%"=="yes" cmd /c exit 0
if /i not "%answer%"=="yes" goto end
%sitegen% -C site publish --rollback
"""
_TYPE = """echo Type what sitegen tells you to, such as:  sitegen new topic parking
cd site
cmd /k
cmd /c exit 0
"""
_COMMAND = """@echo off
"%~dp0..\\python\\python.exe" -X utf8 -m sitegen %*
"""
_README = """sitegen %s, for Windows. Nothing needs to be installed.

1. Unpack all of the zip into a folder of yours, such as Documents\\questions.
2. Click on Start.cmd. The first time it makes a sample site in the folder "site". Your desk opens in
   your browser: what is to do, every question, and the page as readers will get it. What you change
   in the files below site\\content is shown as soon as you save it, too.
3. Check.cmd says what is to be mended. Publish.cmd shows what would change for readers, and asks
   before it does it. Undo.cmd gives readers back what they had before.

Where a message says to type a command, click on Commands.cmd and type it there.

Everything you write stands in the folder "site": make backups of that. For a newer version unpack
its zip elsewhere, and move the folder "site" there.

The licences of all that is in here are in the folder "licences".
"""


def starters(version: str) -> dict[str, str]:
    """By their names in the kit, the texts of all files of ours that are no program; ASCII, with plain line ends."""
    return {
        "Start.cmd": _HEAD + _START + _END,
        "Check.cmd": _HEAD + _NEEDS_SITE + _CHECK + _END,
        "Publish.cmd": _HEAD + _NEEDS_SITE + _PUBLISH + _END,
        "Undo.cmd": _HEAD + _NEEDS_SITE + _UNDO + _END,
        "Commands.cmd": _HEAD + _NEEDS_SITE + _TYPE + _END,
        "commands/sitegen.cmd": _COMMAND,
        "Read-me-first.txt": _README % version,
    }
