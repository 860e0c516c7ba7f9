@echo off
rem Runs Corsac: finds Java 17 or newer in JAVA_HOME or on the path and starts the command in ..\lib with it.
setlocal
set "CORSAC_HOME=%~dp0.."
if not defined JAVA_HOME goto path
set "JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%JAVA%" goto found
echo corsac: there is no java.exe in JAVA_HOME, which is %JAVA_HOME%. 1>&2
goto none
:path
set "JAVA=java.exe"
where java.exe >nul 2>nul && goto found
:none
echo Install Java 17 or newer (https://adoptium.net, or winget install EclipseAdoptium.Temurin.21.JDK), or set JAVA_HOME to its folder. 1>&2
exit /b 3
:found
rem An older Java does not know this option's module and would only name it: say it in words.
"%JAVA%" --list-modules >nul 2>nul
if errorlevel 1 goto none
"%JAVA%" -XX:+UseSerialGC -Xms44m -Xmn32m -XX:SurvivorRatio=6 -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000 "-Dcorsac.runtime=%CORSAC_HOME%\lib\functions" "-Dcorsac.example=%CORSAC_HOME%\example\corsac.yaml" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -p "%CORSAC_HOME%\lib" -m dev.corsac.cli/dev.corsac.cli.Main %*
exit /b %ERRORLEVEL%
