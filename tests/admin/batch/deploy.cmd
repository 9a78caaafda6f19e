@echo off
rem Puts the shop on a web server. Arguments: the port of its site, and the folder for the export.
setlocal enabledelayedexpansion
set PORT=%1
set EXPORT=%~2
set TOOLS=%SystemDrive%\Inetpub\AdminScripts
set ADSUTIL=cscript //nologo "%TOOLS%\adsutil.vbs"
set /a COUNT=0
if "%PORT%"=="" goto usage
VER | FINDSTR /IL "5.2." >nul
if errorlevel 1 (
  echo This is no Windows Server 2003.
  exit /b 2
)
cscript //nologo %SystemRoot%\system32\iisback.vbs /backup /b before-deploy /overwrite | find "CREATED" || goto failed
net stop w3svc >nul 2>&1
if not exist C:\Sites md C:\Sites
call iisweb.vbs /create C:\Sites\Shop "The Shop" /b %PORT% /i 127.0.0.1 /dontstart > "%TEMP%\site.txt"
if errorlevel 1 goto failed
for /f "tokens=2 delims==" %%s in ('type "%TEMP%\site.txt" ^| find "Metabase Path"') do set SITE=%%s
set SITE=%SITE: =%
echo Site is %SITE:*/=number %
%ADSUTIL% SET %SITE%/ServerAutoStart True >nul
%ADSUTIL% SET %SITE%/ROOT/DefaultDoc "start.asp,default.htm" >nul
for %%d in (images styles "old pages") do (
  iisvdir /create "The Shop" %%d "C:\Sites\Shop\%%~d" >nul || goto failed
  set /a COUNT+=1
  set LAST=%%~d
)
echo !COUNT! directories, the last is !LAST!
iisvdir /delete "The Shop/old pages" && echo (removed the last one again)
for /l %%n in (1,1,3) do call :pool Pool%%n %%n
%ADSUTIL% SET %SITE%/ROOT/AppPoolId Pool2 >nul
%ADSUTIL% GET W3SVC/999/ServerComment >nul
if %ERRORLEVEL% EQU -2147024893 (echo There is no site 999, as expected) else goto failed
if errorlevel 1 echo This line is never printed
%ADSUTIL% DELETE W3SVC/AppPools/Pool1 >nul && echo Pool1 is gone
echo ^<p^>Welcome ^& enjoy^</p^> > C:\Sites\Shop\default.htm
if exist C:\Sites\Shop\default.htm (type C:\Sites\Shop\default.htm)
iiscnfg /export /f "%EXPORT%\shop.xml" /sp /LM/%SITE%/ROOT /children >nul
if not exist "%EXPORT%\shop.xml" goto failed
iiscnfg /import /f "%EXPORT%\shop.xml" /sp /LM/%SITE%/ROOT /dp /LM/%SITE%/ROOT/copy /children >nul
iisext /AddFile C:\Sites\php.dll 1 PHP 1 "PHP, the old one" >nul & iisext /ListExt | findstr /x PHP
iisreset /restart /noforce /timeout:30 | find "restarted"
iisweb /query "The Shop" | findstr /c:"STARTED" >nul && echo The Shop is running
sc query w3svc | find "RUNNING" >nul || goto failed
net start w3svc >nul 2>&1
if not errorlevel 1 goto failed
iisweb /stop "%SITE%" | find "STOPPED"
net stop iisadmin /y >nul 2>&1 && net start iisadmin >nul && echo All is stopped again
exit /b 0
:pool
%ADSUTIL% CREATE W3SVC/AppPools/%1 IIsApplicationPool >nul
%ADSUTIL% SET W3SVC/AppPools/%1/PeriodicRestartTime 30%2 >nul
goto :eof
:usage
echo Usage: %~n0 port folder
exit /b 1
:failed
echo Failed at %SITE% with %ERRORLEVEL%
exit /b 99
