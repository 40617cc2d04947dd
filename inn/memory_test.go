package inn

import (
	"runtime"
	"strings"
	"testing"
)

// What would not fit is refused before anything is allocated, in one line; what trains in practice is not.
func TestMemoryIsBounded(t *testing.T) {
	p := eight()
	for _, c := range []func() (Config, Live){toyConfig, notebookConfig} {
		if c, _ := c(); c.validate(p, "inn") != nil || c.memory(p) > 1<<30 {
			t.Errorf("%d blocks of %v take %.3g bytes: %v", c.Blocks, c.Hidden, c.memory(p), c.validate(p, "inn"))
		}
	}
	for name, change := range map[string]func(c *Config){
		"parameters": func(c *Config) { c.Blocks, c.Hidden = 64, []int{4096, 4096, 4096, 4096} },
		"batch":      func(c *Config) { c.Blocks, c.Width, c.Batch = 64, 4096, 65536 },
		"rotations":  func(c *Config) { c.Blocks, c.Width, c.Mix, c.Hidden = 64, 4096, Orthogonal, []int{4096} },
	} {
		c, l := toyConfig()
		change(&c)
		_, err := New(p, c, l)
		if err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "GB of memory, more than 8 GB; lower") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The estimate is near what is really allocated.
func TestMemoryEstimate(t *testing.T) {
	for name, config := range map[string]func() (Config, Live){"toy": toyConfig, "notebook": notebookConfig} {
		c, l := config()
		c.Workers = 2
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := New(eight(), c, l); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		took := float64(after.TotalAlloc - before.TotalAlloc)
		if guess := c.memory(eight()); guess < took/2 || guess > 2*took {
			t.Errorf("%s takes %.3g bytes, the estimate is %.3g", name, took, guess)
		}
	}
}
