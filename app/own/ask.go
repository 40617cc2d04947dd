package own

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// answer is what a program said to a batch.
type answer struct {
	lines []string // whole lines of its standard output; of one that was ended, the first of them
	last  string   // last lines of its standard error, or output
	wrong *loss    // nil where it ended as it should
	took  time.Duration
}

// leftBehind is how long output is waited for after a program has ended whose children still hold it.
const leftBehind = 500 * time.Millisecond

// ask starts the program for the rows of x and waits until it has answered and ended, or until its time is over; then,
// as when ctx ends, it is ended with everything that it has started.
func ask(ctx context.Context, command string, timeout time.Duration, x []float64, dimX int) answer {
	timed, stop := context.WithTimeout(ctx, timeout)
	defer stop()
	cmd := shell(timed, command)
	cmd.Cancel = func() error { return end(cmd) }
	cmd.WaitDelay = leftBehind
	n := len(x) / dimX
	out := &capture{most: min(n, 1024)*(64<<10) + 64<<10, full: stop}
	cmd.Stdin, cmd.Stdout = bytes.NewReader(text(x, dimX)), out
	errs := new(tail)
	cmd.Stderr = errs
	begin := time.Now()
	err := programs.start(cmd)
	if err == nil {
		err = cmd.Wait()
		programs.ended(cmd)
	}
	if errors.Is(err, exec.ErrWaitDelay) { // it ended; what it started did not
		end(cmd)
		err = nil
	}
	a := answer{took: time.Since(begin)}
	all := strings.Split(out.b.String(), "\n")
	rest := all[len(all)-1] // after the last line break
	for _, line := range all[:len(all)-1] {
		if line = strings.TrimSpace(line); line != "" {
			a.lines = append(a.lines, line)
		}
	}
	if rest = strings.TrimSpace(rest); rest != "" && err == nil {
		a.lines = append(a.lines, rest)
	}
	if a.last = errs.lines(); a.last == "" && err != nil {
		a.last = lastLines(out.b.String())
	}
	switch exit := new(exec.ExitError); {
	case err == nil:
	case out.over:
		a.lines = nil
		a.wrong = &loss{lines, fmt.Sprintf("it answered more and more to %s", count(n, "row")), a.last}
	case timed.Err() != nil:
		a.wrong = &loss{hung, fmt.Sprintf("it took longer than %s for %s", timeout, count(n, "row")), a.last}
	case errors.As(err, &exit):
		a.wrong = &loss{crashed, "it ended with " + exit.String(), a.last}
	default:
		a.wrong = &loss{crashed, fmt.Sprintf("it could not be started: %v", err), a.last}
	}
	if a.wrong != nil && len(a.lines) > n { // nothing is known of which belongs to which
		a.lines = nil
	}
	return a
}

// text writes rows as the program reads them.
func text(x []float64, dimX int) []byte {
	var b []byte
	for i, v := range x {
		b = strconv.AppendFloat(b, v, 'g', -1, 64)
		if i%dimX == dimX-1 {
			b = append(b, '\n')
		} else {
			b = append(b, ',')
		}
	}
	return b
}

// capture keeps what is written up to a size and calls full when there is more.
type capture struct {
	b    bytes.Buffer
	most int
	over bool
	full func()
}

func (c *capture) Write(p []byte) (int, error) {
	if c.b.Len()+len(p) > c.most {
		c.over = true
		c.full()
		return len(p), nil
	}
	return c.b.Write(p)
}

// tail keeps the end of what is written.
type tail struct{ b []byte }

const tailBytes = 4096

func (t *tail) Write(p []byte) (int, error) {
	t.b = append(t.b, p...)
	if len(t.b) > 2*tailBytes {
		t.b = append(t.b[:0], t.b[len(t.b)-tailBytes:]...)
	}
	return len(p), nil
}

func (t *tail) lines() string { return lastLines(string(t.b)) }

// lastLines is the last three lines that are not empty, in one.
func lastLines(s string) string {
	const most, wide = 3, 200
	var all []string
	for _, line := range strings.Split(s, "\n") {
		line = strings.TrimSpace(strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || r == unicode.ReplacementChar {
				return ' '
			}
			return r
		}, line))
		if line != "" {
			all = append(all, line)
		}
	}
	all = all[max(0, len(all)-most):]
	for i, line := range all {
		if r := []rune(line); len(r) > wide {
			all[i] = string(r[:wide]) + "..."
		}
	}
	return strings.Join(all, " | ")
}
