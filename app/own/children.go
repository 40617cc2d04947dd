package own

import (
	"errors"
	"os/exec"
	"sync"
)

// Programs of the user's run in process groups of their own, which no Ctrl-C in a terminal reaches: whoever ends this
// program ends them first.

// children are the programs that run now.
type children struct {
	mu      sync.Mutex
	running map[*exec.Cmd]bool
	over    bool // no other is started
}

var programs = children{running: map[*exec.Cmd]bool{}}

// errOver is why nothing is started any more.
var errOver = errors.New("this program is ending")

// End ends all programs that run, with everything that they have started; no other is started after it.
func End() { programs.end() }

func (c *children) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.over = true
	for cmd := range c.running {
		end(cmd)
	}
}

// start starts a program.
func (c *children) start(cmd *exec.Cmd) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over {
		return errOver
	}
	err := cmd.Start()
	if err == nil {
		c.running[cmd] = true
	}
	return err
}

// ended is told of a program that was waited for.
func (c *children) ended(cmd *exec.Cmd) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.running, cmd)
}
