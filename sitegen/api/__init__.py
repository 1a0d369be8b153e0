"""What `import sitegen` offers: a project as a value, and what can be done with it. It prints nothing.

Each thing is imported when it is asked for: a build that has nothing to do must not wait for what publishes.
"""
