package own

import (
	"context"
	"os/exec"
	"strconv"
	"syscall"
)

// shell is a command of the shell; it is given as it stands, since cmd has its own rules for quotation marks.
func shell(ctx context.Context, command string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "cmd")
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: `cmd /S /C "` + command + `"`, HideWindow: true}
	return cmd
}

// end ends the command with all it has started.
func end(cmd *exec.Cmd) error {
	return exec.Command("taskkill", "/T", "/F", "/PID", strconv.Itoa(cmd.Process.Pid)).Run()
}
